import type { ownBrokerConfigs } from '../own-definitions.ts'
import { type ConfigEffect, read } from '../row.ts'

export const ownEffects: Record<keyof typeof ownBrokerConfigs, ConfigEffect> = {
  'ottla.durability': read(
    'server/settings.ts',
    'Whether a record is acknowledged when the kernel or when the disk has it.'
  ),
  'ottla.tail.cache.bytes': read('server/settings.ts', 'Memory for the newest records of all partitions.'),
  'ottla.etcd.ca.file': read(
    'server/etcd-seat.ts',
    'File with the certificates, in PEM, of the authorities that are trusted to have signed the one of etcd, where metadata is at etcds://. By default those that Node.js trusts.'
  ),
  'ottla.etcd.certificate.file': read(
    'server/etcd-seat.ts',
    'File with the certificate, in PEM, that is shown to an etcd that asks for one.'
  ),
  'ottla.etcd.key.file': read(
    'server/etcd-seat.ts',
    'File with the private key of that certificate, in PEM, without a passphrase.'
  ),
  'ottla.open.files.max': read('server/settings.ts', 'How many files of logs are open at a time.')
}
