import { AuditAction } from '../../domain/audit-entry.js';
import { CALL_DATA_MAXIMUM_DAYS } from '../../domain/call-data.js';
import { countryOf } from '../../domain/caller.js';
import type { Client, ClientChanges } from '../../domain/client.js';
import { badInput } from '../../domain/errors.js';
import { timeZoneOf } from '../../domain/time-zone.js';
import type { Database } from '../../persistence/database.js';
import { ClientEntity } from '../../persistence/entities/client.entity.js';
import { storable } from '../../persistence/values.postgresql.js';
import { audited } from '../audit-log.js';

/** What a client has where it sets nothing. */
export interface ClientDefaults {
  /** IANA zone. */
  readonly timeZone: string;
  /** Days, at most 30. */
  readonly callDataRetentionDays: number;
}

const LONGEST_NAME = 100;
const MOST_RETENTION_DAYS = 36_500;
const MOST_DENIED = 200;
const LONGEST_DENIED = 100;

type Column = Exclude<keyof ClientEntity & string, 'id' | 'clientId' | 'createdAt'>;

/**
 * Changes what is given of a client; null is the gateway's default again, and what is left out stays. Throws
 * BAD_USER_INPUT with the path of what is wrong.
 */
export async function changeClient(
  database: Database,
  { id }: Client,
  changes: ClientChanges,
  { actor, defaults }: { readonly actor: string; readonly defaults: ClientDefaults },
): Promise<void> {
  const values = columnsOf(changes, defaults);
  const changed = Object.keys(values) as Column[];
  if (changed.length === 0) return;
  const audit = await audited(database, { client: id, actor, action: AuditAction.UPDATE_CLIENT });
  await database.unitsOfWork.run(async (unit) => {
    await unit.patch(database.table(ClientEntity), changed, [{ id, ...values } as ClientEntity]);
    // Names are free text, so that they changed is all that is kept of them.
    const { name: _name, deniedNames: _deniedNames, ...told } = changes;
    await audit(unit, { changed, ...told });
  });
}

function columnsOf(changes: ClientChanges, defaults: ClientDefaults): Partial<Pick<ClientEntity, Column>> {
  const { name, defaultCountry, timeZone, callDataRetentionDays, retentionDays, privacy, deniedNames } = changes;
  return {
    ...(name === undefined ? {} : { name: nameOf(name) }),
    ...(defaultCountry === undefined ? {} : { defaultCountry: orNull(defaultCountry, countryCode) }),
    ...(timeZone === undefined ? {} : { timeZone: zoneOf(timeZone ?? defaults.timeZone) }),
    ...(callDataRetentionDays === undefined
      ? {}
      : {
          callDataRetentionDays: days(
            callDataRetentionDays ?? defaults.callDataRetentionDays,
            CALL_DATA_MAXIMUM_DAYS,
            'callDataRetentionDays',
          ),
        }),
    ...(retentionDays === undefined
      ? {}
      : { retentionDays: orNull(retentionDays, (count) => days(count, MOST_RETENTION_DAYS, 'retentionDays')) }),
    ...(privacy === undefined ? {} : { privacy: orNull(privacy, (given) => JSON.stringify(privacyOf(given))) }),
    ...(deniedNames === undefined
      ? {}
      : { deniedNames: orNull(deniedNames, (given) => JSON.stringify(deniedOf(given))) }),
  };
}

function orNull<Given, Kept>(given: Given | null, keep: (given: Given) => Kept): Kept | null {
  return given === null ? null : keep(given);
}

function nameOf(name: string | null): string {
  const length = [...(name ?? '')].length;
  if (name === null || name.trim() === '' || length > LONGEST_NAME) {
    throw badInput(`Must be from 1 to ${LONGEST_NAME} characters.`, 'input', 'name');
  }
  return storable(name) as string;
}

function countryCode(code: string): string {
  const name = code.toUpperCase();
  if (/^[A-Z]{2}$/.test(name) && countryOf(name) === name) return name;
  throw badInput('Must be an ISO 3166-1 alpha-2 code such as DE.', 'input', 'defaultCountry');
}

function zoneOf(name: string): string {
  // Offsets such as +01:00 are no zones: their days do not begin as people's do.
  if (/^[A-Za-z]/.test(name) && timeZoneOf(name) !== null) return name;
  throw badInput('Must be an IANA time zone such as Europe/Berlin.', 'input', 'timeZone');
}

function days(count: number, most: number, name: string): number {
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw badInput(`Must be from 1 to ${most} days.`, 'input', name);
}

function privacyOf(privacy: NonNullable<ClientChanges['privacy']>) {
  const sources = new Set(privacy.map(({ source }) => source));
  if (sources.size === privacy.length) return privacy.map(({ source, enabled }) => ({ source, enabled }));
  throw badInput('Names a source twice.', 'input', 'privacy');
}

function deniedOf(names: readonly string[]): readonly string[] {
  if (names.length > MOST_DENIED) throw badInput(`At most ${MOST_DENIED} names are allowed.`, 'input', 'deniedNames');
  for (const [index, name] of names.entries()) {
    if (name.trim() !== '' && name.length <= LONGEST_DENIED) continue;
    throw badInput(`Must be from 1 to ${LONGEST_DENIED} characters.`, 'input', 'deniedNames', String(index));
  }
  return [...new Set(names.map((name) => name.trim()))];
}
