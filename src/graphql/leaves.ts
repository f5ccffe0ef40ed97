import type { GraphQLScalarType } from 'graphql';

// TypeScript does not know JSON.rawJSON yet.
const { isRawJSON } = JSON as unknown as { isRawJSON(value: unknown): value is { rawJSON: string } };

/**
 * A scalar's value from a variable; undefined where it is none.
 * Integers wider than a double come as raw JSON, see `parseExact`.
 */
export function coerceLeaf(type: GraphQLScalarType, value: unknown): unknown {
  switch (type.name) {
    case 'String':
      return typeof value === 'string' ? value : undefined;
    case 'Boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'Int':
      // 32 bits, as GraphQL has it.
      return typeof value === 'number' && (value | 0) === value ? value : undefined;
    case 'Float':
      return finite(isRawJSON(value) ? Number(value.rawJSON) : value);
    case 'ID':
      if (isRawJSON(value)) return value.rawJSON;
      return Number.isInteger(value) ? String(value) : typeof value === 'string' ? value : undefined;
    default:
      return parsed(type, value);
  }
}

function finite(value: unknown): unknown {
  return Number.isFinite(value) ? value : undefined;
}

function parsed(type: GraphQLScalarType, value: unknown): unknown {
  try {
    return type.parseValue(value);
  } catch {
    // What the scalar says of it may hold the value; the caller says where it was.
    return undefined;
  }
}
