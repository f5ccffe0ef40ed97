import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { type GraphqlLimits, limitsRule, refuseLong } from './limits.js';

/** Parses as Apollo does over HTTP. Throws GRAPHQL_PARSE_FAILED, and GRAPHQL_VALIDATION_FAILED for what is too long. */
export function parseWithin(query: string, limits: GraphqlLimits): DocumentNode {
  refuseLong(query, limits);
  try {
    return parse(query, { maxTokens: limits.tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { message, source, positions } = error;
    throw new GraphQLError(message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  }
}

/** Validates as Apollo does over HTTP: the same rules, the same number of errors, the same codes. */
export function validateWithin(
  schema: GraphQLSchema,
  document: DocumentNode,
  limits: GraphqlLimits,
  introspection: boolean,
): readonly GraphQLError[] {
  const rules = [...specifiedRules, limitsRule(limits, introspection)];
  return validate(schema, document, rules, { maxErrors: limits.validationErrors }).map((error) => {
    const { message, nodes, source, positions, extensions } = error;
    const coded = { ...extensions, code: 'GRAPHQL_VALIDATION_FAILED' };
    return new GraphQLError(message, { nodes, source, positions, extensions: coded });
  });
}
