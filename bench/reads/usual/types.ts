import 'reflect-metadata';
import { GraphQLScalarType } from 'graphql';
import { type ClassType, Field, Float, Int, ObjectType } from 'type-graphql';

// Decorators are called as functions here: Node strips types but runs no decorators.
type Kind = ClassType | [ClassType] | GraphQLScalarType | typeof String | typeof Boolean | [typeof String];

const DateTime = new GraphQLScalarType({
  name: 'DateTime',
  serialize: (ms) => new Date(ms as number).toISOString(),
});

function objectType(name: string, fields: Record<string, Kind>, optional: Record<string, Kind> = {}): ClassType {
  const type = class {};
  ObjectType(name)(type);
  for (const [field, kind] of Object.entries(fields)) Field(() => kind)(type.prototype, field);
  for (const [field, kind] of Object.entries(optional)) Field(() => kind, { nullable: true })(type.prototype, field);
  return type;
}

export const StateType = objectType('State', { key: String }, { name: String });

export const IntentType = objectType('IntentMatch', { name: String }, { confidence: Float });

export const TransitionType = objectType('StateTransition', {
  handled: String,
  explicitlyHandled: Boolean,
  terminal: Boolean,
});

export const TransactionType = objectType(
  'Transaction',
  { transactionId: String, sequence: Int, kind: String, requestTimestamp: DateTime },
  { responseTimeMs: Int },
);

export const TransactionConnectionType = objectType('TransactionConnection', { nodes: [TransactionType] });

export const HangupType = objectType('HangupEvent', { initiator: String, reasonCode: String, occurredAt: DateTime });

export const CallType = objectType(
  'Call',
  { callId: String, channel: String, status: String, endedBy: String, outcome: String, turnCount: Int },
  { language: String, startedAt: DateTime, endedAt: DateTime, durationMs: Int },
);

export const PageInfoType = objectType('PageInfo', { hasNextPage: Boolean }, { endCursor: String });

export const CallConnectionType = objectType('CallConnection', { nodes: [CallType], pageInfo: PageInfoType });
