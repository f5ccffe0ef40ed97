import { LRUCache } from 'lru-cache';
import { AuditAction } from '../domain/audit-entry.js';
import { badInput } from '../domain/errors.js';
import type { NewWebhookSecret, WebhookSecrets } from '../domain/ports.js';
import { Source } from '../domain/source.js';
import type { Database } from '../persistence/database.js';
import { WebhookSecretEntity } from '../persistence/entities/webhook-secret.entity.js';
import { sql } from '../persistence/sql.js';
import { audited } from './audit-log.js';
import type { GatewayKey } from './gateway-key.js';

// A change takes effect within a second in other processes; here at once.
const KEPT_MS = 950;
const SOURCES_KEPT = 10_000;
const LONGEST_SECRET = 500;
const SHORTEST_SECRET = 16;
/** With the standard's prefix the rest is base64; with anything else no signature would ever be right. */
const BADLY_STANDARD = /^whsec_(?![A-Za-z0-9+/]+={0,2}$)/;
const LONGEST_OVERLAP_SECONDS = 30 * 86_400;
const SIGNING: readonly Source[] = [Source.PARLOA, Source.AUDIOCODES, Source.WHIPPY];

type Row = Pick<WebhookSecretEntity, 'id' | 'sealed' | 'expiresAt'>;
type Sealed = Pick<WebhookSecretEntity, 'client' | 'id' | 'sealed'>;

/** The secrets with which sources sign what they deliver, in the database, each encrypted under the gateway's key. */
export class StoredWebhookSecrets implements WebhookSecrets {
  readonly #database: Database;
  readonly #key: GatewayKey;
  readonly #known = new LRUCache<string, readonly Row[]>({ max: SOURCES_KEPT, ttl: KEPT_MS });
  #changes = 0;

  constructor(database: Database, key: GatewayKey) {
    this.#database = database;
    this.#key = key;
  }

  async secretsOf(client: number, source: Source): Promise<readonly string[]> {
    const now = Date.now();
    const rows = this.#known.get(`${client} ${source}`) ?? (await this.#look(client, source));
    const inForce = rows.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
    return inForce.map(({ id, sealed }) => this.#key.open(sealed, placeOf(client, id)));
  }

  async set(client: number, wanted: NewWebhookSecret, actor: string): Promise<void> {
    const { source, secret, overlapSeconds } = wanted;
    this.#demandGood(wanted);
    const [audit, id] = [
      await audited(this.#database, { client, actor, action: AuditAction.SET_WEBHOOK_SECRET }),
      await this.#database.ids.one(),
    ];
    const now = Date.now();
    const end = now + overlapSeconds * 1_000;
    const table = this.#database.table(WebhookSecretEntity);
    await this.#database.unitsOfWork.run(async (unit) => {
      await unit.execute(sql`DELETE FROM webhook_secret WHERE client_id = ${client} AND source = ${source}
        AND (${secret === null} OR ${overlapSeconds === 0} OR expires_at <= ${now})`);
      await unit.execute(sql`UPDATE webhook_secret SET expires_at = ${end}
        WHERE client_id = ${client} AND source = ${source} AND (expires_at IS NULL OR expires_at > ${end})`);
      if (secret !== null) {
        const sealed = this.#key.seal(secret, placeOf(client, id));
        await unit.insert(table, [{ client, id, source, sealed, createdAt: now, expiresAt: null }]);
      }
      await audit(unit, secret === null ? { source, removed: true } : { source, overlapSeconds });
    });
    this.#changes++;
    this.#known.clear();
  }

  /** Whether the newest secret can be opened; true where there is none. */
  async canBeOpened(): Promise<boolean> {
    const newest = await this.#database.readOne<Sealed>(
      sql`SELECT client_id AS client, id, sealed FROM webhook_secret ORDER BY id DESC LIMIT 1`,
    );
    return newest === null || this.#opened(newest.sealed, placeOf(newest.client, newest.id)) !== null;
  }

  /** Seals with the key in force what the one before it had sealed; `lost` are those that neither of them opens. */
  async reseal(): Promise<{ readonly resealed: number; readonly lost: number }> {
    const rows = await this.#database.read<Sealed>(sql`SELECT client_id AS client, id, sealed FROM webhook_secret`);
    const counts = { resealed: 0, lost: 0 };
    for (const { client, id, sealed } of rows) {
      const place = placeOf(client, id);
      if (this.#key.isCurrent(sealed, place)) continue;
      const secret = this.#opened(sealed, place);
      if (secret === null) {
        counts.lost++;
        continue;
      }
      const anew = this.#key.seal(secret, place);
      await this.#database.unitsOfWork.run((unit) =>
        unit.execute(sql`UPDATE webhook_secret SET sealed = ${anew} WHERE client_id = ${client} AND id = ${id}`),
      );
      counts.resealed++;
    }
    return counts;
  }

  #opened(sealed: string, place: string): string | null {
    try {
      return this.#key.open(sealed, place);
    } catch {
      return null;
    }
  }

  #demandGood({ source, secret, overlapSeconds }: NewWebhookSecret): void {
    if (!SIGNING.includes(source)) throw badInput('Has no webhook of its own to sign for.', 'input', 'source');
    if (overlapSeconds < 0 || overlapSeconds > LONGEST_OVERLAP_SECONDS) {
      throw badInput(`Must be from 0 to ${LONGEST_OVERLAP_SECONDS} seconds.`, 'input', 'overlapSeconds');
    }
    if (secret === null) return;
    if (secret.length < SHORTEST_SECRET || secret.length > LONGEST_SECRET || secret.includes('\0')) {
      throw badInput(`Must be from ${SHORTEST_SECRET} to ${LONGEST_SECRET} characters.`, 'input', 'secret');
    }
    if (BADLY_STANDARD.test(secret)) throw badInput('Must be base64 after whsec_.', 'input', 'secret');
    if (!this.#key.isApart) {
      throw badInput('SECRETS_KEY is not set, so secrets cannot be kept encrypted. Set it and start again.', 'input');
    }
  }

  async #look(client: number, source: Source): Promise<readonly Row[]> {
    const changes = this.#changes;
    const start = performance.now();
    const rows = await this.#database.read<Row>(sql`SELECT id, sealed, expires_at AS "expiresAt" FROM webhook_secret
      WHERE client_id = ${client} AND source = ${source} ORDER BY id`);
    if (changes === this.#changes) this.#known.set(`${client} ${source}`, rows, { start });
    return rows;
  }
}

function placeOf(client: number, id: number): string {
  return `${client}/${id}`;
}
