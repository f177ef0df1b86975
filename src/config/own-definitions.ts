import type { ConfigFacts } from './row.ts'

/** Ottla's own configs. Their names cannot collide with Kafka's. */
export const ownBrokerConfigs = {
  'ottla.durability': { type: 'string', default: 'os', valid: '[os, disk]', importance: 'high', update: 'read-only' },
  'ottla.tail.cache.bytes': {
    type: 'long',
    default: '16777216',
    valid: '[2097152,...]',
    importance: 'medium',
    update: 'read-only'
  },
  'ottla.etcd.ca.file': { type: 'string', default: null, importance: 'medium', update: 'read-only' },
  'ottla.etcd.certificate.file': { type: 'string', default: null, importance: 'medium', update: 'read-only' },
  'ottla.etcd.key.file': { type: 'string', default: null, importance: 'medium', update: 'read-only' },
  'ottla.open.files.max': { type: 'int', default: '2000', valid: '[16,...]', importance: 'medium', update: 'read-only' }
} as const satisfies Record<string, ConfigFacts>
