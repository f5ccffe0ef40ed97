/** What a global id can name. */
export const NODE_TYPES = [
  'Call',
  'Transaction',
  'HangupEvent',
  'CallDataRecord',
  'AgentSession',
  'SessionAnalysis',
  'Message',
  'SourceEvent',
  'AuditEntry',
  'ApiKey',
  'Client',
] as const;
export type NodeTypeName = (typeof NODE_TYPES)[number];

/** What a global id names: a type and the internal id in it. */
export interface GlobalId {
  readonly type: NodeTypeName;
  readonly ref: number;
}

const LONGEST = 64;
const SHAPE = /^([A-Za-z]{1,32}):([1-9]\d{0,15})$/;

/** The opaque id by which `node(id:)` finds a thing again. */
export function encodeId(type: NodeTypeName, ref: number): string {
  return Buffer.from(`${type}:${ref}`).toString('base64url');
}

/** What an id names; null for what is none of ours. */
export function decodeId(id: string): GlobalId | null {
  if (id.length > LONGEST) return null;
  const match = SHAPE.exec(Buffer.from(id, 'base64url').toString('latin1'));
  const type = NODE_TYPES.find((known) => known === match?.[1]);
  const ref = Number(match?.[2]);
  return type === undefined || !Number.isSafeInteger(ref) ? null : { type, ref };
}

const TYPES = new WeakMap<object, NodeTypeName>();

/** Notes of which type a row is and gives it back as it is: a copy would lose what rows make only when it is asked for. */
export function asNode<Row extends object>(type: NodeTypeName, row: Row): Row {
  TYPES.set(row, type);
  return row;
}

/** The type that was noted of a row. */
export function typeOfNode(row: object): NodeTypeName | undefined {
  return TYPES.get(row);
}

/** The internal id behind a global id of one type; null for any other. */
export function refOf(id: string, type: NodeTypeName): number | null {
  const decoded = decodeId(id);
  return decoded?.type === type ? decoded.ref : null;
}
