import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { aGateway } from './gateway.js';

describe('The explorer page', () => {
  const browser = { url: '/graphql', headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };

  it('needs nothing from elsewhere and may run its own script alone', async () => {
    const gateway = await aGateway({ production: false });
    const { statusCode, body, headers } = await gateway.http.inject(browser);
    await gateway.close();
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).not.toMatch(/https?:|src=|@import|url\(/);
    const script = /<script>([\s\S]*)<\/script>/.exec(body)?.[1] ?? '';
    const hash = createHash('sha256').update(script).digest('base64');
    expect(headers['content-security-policy']).toContain(`script-src 'sha256-${hash}'`);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('is not there in production', async () => {
    const gateway = await aGateway();
    const { statusCode, body } = await gateway.http.inject(browser);
    await gateway.close();
    expect(statusCode).toBe(401);
    expect(body).not.toContain('<html');
  });
});
