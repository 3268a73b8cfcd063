/** The pipeline file's shape as a JSON Schema (draft 7), for editors and tools that know nothing of this one. */
import { NAME } from './check';
import { type KeySpec, PIPELINE, type Shape } from './shape';

type Json = Record<string, unknown>;

const object = (shape: Shape): Json => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(shape).filter((key) => shape[key]?.required),
  properties: Object.fromEntries(Object.entries(shape).map(([key, spec]) => [key, { description: spec.description, ...valueOf(spec) }])),
});

function valueOf(spec: KeySpec): Json {
  const scalar = { type: ['string', 'number'] };
  switch (spec.kind) {
    case 'version':
      return { const: 1 };
    case 'name':
    case 'text':
      return spec.choices ? { enum: spec.choices } : { type: 'string', minLength: 1 };
    case 'steps':
      return { type: 'integer', minimum: 1 };
    case 'argv':
      return { type: 'array', minItems: 1, items: scalar };
    case 'checks':
      return { type: 'object', additionalProperties: { enum: ['off', 'hint', 'information', 'warning', 'error'] } };
    case 'variables':
      return { type: 'object', propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }, additionalProperties: scalar };
    case 'fields':
      return { type: 'object' };
    case 'map':
      return object(spec.keys ?? {});
    case 'named':
      return { type: 'object', propertyNames: { pattern: NAME.source }, additionalProperties: object(spec.keys ?? {}) };
    case 'list':
      return { type: 'array', items: object(spec.keys ?? {}) };
  }
}

export const pipelineSchema = (): Json => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Pipeline of training stages (reasoner.yaml), version 1',
  ...object(PIPELINE),
});
