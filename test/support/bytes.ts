import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';

/**
 * Everything that a gateway's database holds: of SQLite the bytes of its files, the write-ahead log included; of
 * PostgreSQL every row of every table as text.
 */
export async function bytesOf(databaseUrl: string): Promise<Buffer> {
  return databaseUrl.startsWith('sqlite:') ? bytesOfFiles(databaseUrl.slice('sqlite:'.length)) : rowsOf(databaseUrl);
}

/** Which of these texts stand in the bytes, as they are or escaped as JSON has them. */
export function found(bytes: Buffer, texts: readonly string[]): string[] {
  return texts.filter((text) => bytes.includes(text) || bytes.includes(JSON.stringify(text).slice(1, -1)));
}

function bytesOfFiles(file: string): Buffer {
  const folder = path.dirname(file);
  return Buffer.concat(readdirSync(folder).map((name) => readFileSync(path.join(folder, name))));
}

async function rowsOf(url: string): Promise<Buffer> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const rows = await client.query<{ text: string }>(`SELECT CAST(t AS text) AS text FROM "${name}" t`);
      texts.push(...rows.rows.map((row) => row.text.replaceAll('""', '"')));
    }
    return Buffer.from(texts.join('\n'));
  } finally {
    await client.end();
  }
}
