import { createHash } from 'node:crypto';
import { stringifyDocument } from 'urql';
import type { Plugin } from 'vite';
import * as generated from './generated/graphql';

/**
 * Writes `documents.json` beside the page: the texts of all documents that it sends, by their SHA-256. The gateway
 * trusts them, whatever else it trusts; so they are the texts as urql sends them, to the byte.
 */
export function manifest(): Plugin {
  return {
    name: 'manifest',
    apply: 'build',
    generateBundle() {
      const texts = Object.values(generated).map((document) => stringifyDocument(document));
      const byId = Object.fromEntries(texts.map((text) => [sha256(text), text]));
      this.emitFile({ type: 'asset', fileName: 'documents.json', source: JSON.stringify(byId) });
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
