import { createHash } from 'node:crypto';

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; padding: 1rem; max-width: 70rem; color: #1b1f24; }
h1 { font-size: 1.25rem; }
form { display: grid; gap: .5rem; grid-template-columns: 2fr 1fr; }
label { display: grid; gap: .25rem; font-weight: 600; }
.wide { grid-column: 1 / -1; }
textarea, input, pre { font: 13px/1.5 ui-monospace, monospace; padding: .5rem; border: 1px solid #8c959f; border-radius: 4px; }
textarea { min-height: 16rem; resize: vertical; }
button { justify-self: start; font: inherit; padding: .4rem 1.2rem; }
pre { overflow: auto; min-height: 8rem; background: #f6f8fa; white-space: pre-wrap; }
@media (prefers-color-scheme: dark) {
  body { background: #0d1117; color: #e6edf3; }
  textarea, input, pre { background: #161b22; color: inherit; }
}`;

const SCRIPT = `
const form = document.querySelector('form');
const result = document.querySelector('pre');
const field = (name) => form.elements.namedItem(name).value;
async function run() {
  const variables = field('variables').trim();
  const headers = { 'content-type': 'application/json', authorization: 'Bearer ' + field('key').trim() };
  const body = JSON.stringify({ query: field('query'), variables: variables === '' ? undefined : JSON.parse(variables) });
  const response = await fetch(location.pathname, { method: 'POST', headers, body });
  return response.status + '\\n' + JSON.stringify(JSON.parse(await response.text()), null, 2);
}
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  result.textContent = 'Running …';
  result.textContent = await run().catch((error) => String(error));
});
form.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});`;

const QUERY = `query LatestCalls {
  calls(first: 5) {
    nodes {
      callId
      status
      outcome
      path { name }
      transactions(first: 10) { nodes { text promptText intent { name confidence } } }
      hangup { initiator reasonCode state { name } }
    }
  }
}`;

/** A page to try queries on. Nothing in it comes from elsewhere, so it works without the internet. */
export const EXPLORER_PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Talkgraph explorer</title>
<style>${STYLE}</style></head>
<body>
<h1>Talkgraph explorer</h1>
<form>
<label class="wide">API key<input name="key" type="password" autocomplete="off" required></label>
<label>Query<textarea name="query" spellcheck="false" required>${QUERY}</textarea></label>
<label>Variables (JSON)<textarea name="variables" spellcheck="false"></textarea></label>
<button class="wide">Run (Ctrl+Enter)</button>
</form>
<h2>Result</h2>
<pre aria-live="polite"></pre>
<script>${SCRIPT}</script>
</body></html>
`;

/** Headers of the page: it may run this one script and talk to its own host alone. */
export const EXPLORER_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `script-src '${hashOf(SCRIPT)}'`,
    `style-src '${hashOf(STYLE)}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
