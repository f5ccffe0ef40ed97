import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { DomainError, ErrorCode, isTrouble } from '../domain/errors.js';
import { isValueError, wordsFor } from './literals.js';

/** Where unexpected failures are written. */
export interface GraphqlLogger {
  error(details: object, message: string): void;
}

/** The code of whatever nobody expected. */
export const INTERNAL = 'INTERNAL_SERVER_ERROR';

/** Codes of errors that graphql-js and Apollo raise about the request, whose words are safe to pass on. */
const ABOUT_THE_REQUEST = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  ErrorCode.BAD_USER_INPUT as string,
]);
const MISSING_ARGUMENT = /^Argument "\w+" of (?:non-null|required) type /;
const SUGGESTION = / Did you mean .*\?$/s;
const QUOTED_TOKEN = /(found|Unexpected) (String|BlockString|Int|Float) "[\s\S]*?"(\.?)$/;
const ODD_CHARACTERS = /^(Syntax Error: (?:Invalid|Unexpected|Unterminated)[^:]*): [\s\S]*$/;

/** Turns whatever was thrown into what a client may read; what nobody expected is masked and logged. */
export type Presenter = (error: unknown) => GraphQLFormattedError;

/**
 * The one place where errors become answers, for HTTP and for the socket, for graphql-jit and graphql-js. `requestId`
 * says which request is being answered, as it stands in the log; undefined where the answer is not one request's own.
 */
export function createPresenter(
  schema: GraphQLSchema,
  production: boolean,
  logger: GraphqlLogger,
  requestId: () => string | undefined = () => undefined,
): Presenter {
  const clean = (message: string) => withoutTokens(production ? message.replace(SUGGESTION, '') : message);
  const present: Presenter = (error) => {
    const place = placeOf(error);
    const cause = causeOf(error);
    if (cause instanceof DomainError) {
      if (isTrouble(cause)) logger.error({ err: cause, path: place.path }, 'A GraphQL operation was held up');
      return { message: cause.message, ...place, extensions: extensionsOf(cause) };
    }
    const code = codeOf(error);
    if (error instanceof GraphQLError && code !== null) {
      const words = isValueError(error) ? wordsFor(error, schema) : { message: error.message, path: null };
      const path = words.path === null ? {} : { path: words.path };
      return { message: clean(words.message), ...place, extensions: { code, ...path } };
    }
    logger.error({ err: cause, path: place.path }, 'A GraphQL operation failed');
    return { message: 'Internal server error.', ...place, extensions: { code: INTERNAL } };
  };
  return (error) => {
    const presented = present(error);
    const id = requestId();
    return id === undefined ? presented : { ...presented, extensions: { ...presented.extensions, requestId: id } };
  };
}

function extensionsOf({ code, path, details }: DomainError): { code: string; path?: readonly string[] } {
  return { code, ...(path.length > 0 && { path }), ...details };
}

function placeOf(error: unknown): Pick<GraphQLFormattedError, 'locations' | 'path'> {
  if (!(error instanceof GraphQLError)) return {};
  const { locations, path } = error;
  return { ...(locations && { locations }), ...(path && { path }) };
}

function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError != null) cause = cause.originalError;
  return cause;
}

/** The code of an error about the request; null for one that comes from our own code. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof GraphQLError)) return null;
  const { code } = error.extensions ?? {};
  if (typeof code === 'string') return ABOUT_THE_REQUEST.has(code) ? code : null;
  if (MISSING_ARGUMENT.test(error.message)) return ErrorCode.BAD_USER_INPUT;
  return null;
}

/** Syntax errors quote what they stumbled over, which may be a caller's number. */
function withoutTokens(message: string): string {
  return message.startsWith('Syntax Error')
    ? message.replace(QUOTED_TOKEN, '$1 $2$3').replace(ODD_CHARACTERS, '$1.')
    : message;
}
