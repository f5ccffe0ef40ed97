import { Eta } from 'eta/core';
import type { CallDataView } from '../view.js';

// Byte for byte what the legacy API answers, so that what its clients cut out of the page is where it was.
const PAGE = `<!DOCTYPE html>
<html lang='<%= it.language %>'>

<head>
    <meta charset='utf-8'>
    <title><%= it.title %></title>
</head>

<body>
    <!--h1><%= it.title %></h1-->
    <table>
<% for (const row of it.rows) { %>        <tr>
            <th><%= row.label %></th>
            <td><%= row.value %></td>
        </tr>
<% } %>    </table>
</body>

</html>
`;

const eta = new Eta({ autoTrim: false, autoEscape: true, escapeFunction: escaped });
let page: ReturnType<Eta['compile']> | undefined;

/** The page of five rows. Values are escaped, and characters that HTML may not hold are left out. */
export const html = {
  contentType: 'text/html; charset=utf-8',
  write(view: CallDataView): string {
    page ??= eta.compile(PAGE);
    return eta.render(page, view);
  },
};

/** @see https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream */
const FORBIDDEN = /[\p{Surrogate}\p{Noncharacter_Code_Point}]|(?![\t\n\f\r])\p{Control}/gu;
const SPECIAL = /[&<>"']/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(value: unknown): string {
  return String(value)
    .replace(FORBIDDEN, '')
    .replace(SPECIAL, (character) => ESCAPES[character] ?? '');
}
