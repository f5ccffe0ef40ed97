import type { FastifyRequest } from 'fastify';
import { parseExact } from '../domain/json.js';

/** A number of so many digits after what may stand before a number: then a double may not hold it. */
const WIDE_NUMBER = /[[:,\s]-?\d{16}/;

type Done = (error: Error | null, body?: unknown) => void;

/** Parses a request's JSON and keeps numbers that are wider than a double; that is slower, so only where there are any. */
export function parseBody(_request: FastifyRequest, text: string | Buffer, done: Done): void {
  try {
    const body = text.toString();
    done(null, WIDE_NUMBER.test(body) ? parseExact(body) : JSON.parse(body));
  } catch {
    done(Object.assign(new Error('The body is not JSON.'), { statusCode: 400 }));
  }
}
