import type { BrokerConfig } from './broker-config.ts'

/**
 * The inter-broker listener: `inter.broker.listener.name`, or else the one named like `security.inter.broker.protocol`, PLAINTEXT
 * by default. Source: org.apache.kafka.server.config.AbstractKafkaConfig#getInterBrokerListenerNameAndSecurityProtocol.
 */
export const interBrokerListener = (config: BrokerConfig): string =>
  config
    .string(
      config.isSet('inter.broker.listener.name') ? 'inter.broker.listener.name' : 'security.inter.broker.protocol'
    )
    .trim()
    .toUpperCase()
