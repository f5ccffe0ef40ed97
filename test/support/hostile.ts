import fc from 'fast-check';

/** Values that mean something to whoever reads HTML, XML, CSV or header lines, and must stay values. */
export const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '</td></tr></table><img src=x onerror=alert(1)>',
  '" onmouseover="alert(1)" x="',
  "' onmouseover='alert(1)' x='",
  '--><h1>out</h1><!--',
  '</title><script>1</script>',
  '<% it.title %><%= process.exit() %>',
  '&lt;b&gt; &amp; &#x41; &nbsp; &unknown;',
  ']]><x/><![CDATA[',
  '</content><admin>true</admin><content>',
  '<?php echo 1 ?><?xml version="1.0"?>',
  '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;',
  '=HYPERLINK("https://evil.example","x")',
  '+cmd|calc!A0,@SUM(1;2)\t-1',
  'a\r\nSet-Cookie: b=c\r\n\r\n<html>',
  'one\nTelefonnummer: +49\u2028two\u2029three\u0085four\vfive\fsix\rseven',
  '\u202Eevil\u202C \u2066bidi\u2069 \u200F\uFEFF',
  'nul \0 and \x01\x08\x0B\x0C\x0E\x1B\x1F\x7F\x80\x9F',
  'half \uD800 and \uDC00\uD800 pairs \u{1F600}',
  '\uFFFE\uFFFF\uFDD0\u{1FFFF}',
  '__proto__',
  'constructor',
  'xmlns:x',
  '{"a":"</script>"}\\"\\\\',
  '   ',
  '9'.repeat(400),
];

/** Any text at all: with NUL, controls, half surrogate pairs, noncharacters, and the hostile ones. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
  fc.constantFrom(...HOSTILE),
);
