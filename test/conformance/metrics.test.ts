import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { buildSchema, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import { ROOT } from '../support/program.js';

const FIGURES = ['conversationGraph', 'topPaths', 'funnel', 'intents', 'metrics'];
const TYPES = [
  'Ratio',
  'ConversationGraph',
  'StateNode',
  'StateEdge',
  'IntentCount',
  'ConversationPath',
  'OutcomeCount',
  'FunnelStepInput',
  'FunnelStep',
  'Intent',
  'IntentOrder',
  'MetricBucket',
  'MetricDimension',
  'MetricInterval',
];

test('every definition stands in docs/metrics.md in the words of the schema', () => {
  const page = readFileSync(path.join(ROOT, 'docs/metrics.md'), 'utf8');
  const schema = buildSchema(readFileSync(path.join(ROOT, 'schema.graphql'), 'utf8'));
  const lines: string[] = [];
  for (const name of FIGURES) {
    const field = schema.getQueryType()?.getFields()[name];
    lines.push(`\n${field?.description}\n`);
    for (const argument of field?.args ?? []) lines.push(`\n- \`${argument.name}\`: ${argument.description}\n`);
  }
  for (const name of TYPES) {
    const type = schema.getType(name);
    const fields = isObjectType(type) || isInputObjectType(type) ? Object.values(type.getFields()) : [];
    const values = isEnumType(type) ? type.getValues() : [];
    expect(fields.length + values.length).toBeGreaterThan(0);
    for (const { name: row, description } of [...fields, ...values]) lines.push(`\n| \`${row}\` | ${description} |\n`);
    lines.push(`\n| \`${name}\` | ${type?.description} |\n`);
  }
  expect(lines.filter((line) => !page.includes(line))).toEqual([]);
  expect(lines.length).toBeGreaterThan(80);
});
