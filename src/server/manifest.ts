import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { EnvironmentError } from './environment.js';

const Manifest = z.record(z.string().min(1), z.string().min(1));

/** The documents of a manifest by their ids. Throws EnvironmentError where the file is not there or is something else. */
export function readManifest(file: string | undefined): Readonly<Record<string, string>> {
  if (file === undefined) return {};
  try {
    return Manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new EnvironmentError([
      'PERSISTED_DOCUMENTS_FILE: expected a JSON file with the texts of documents by their ids',
    ]);
  }
}

/** The documents of the page that is served, as its build wrote them; none where no page is built. */
export function readPageManifest(directory: string): Readonly<Record<string, string>> {
  const file = path.join(directory, 'documents.json');
  return existsSync(file) ? Manifest.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}
