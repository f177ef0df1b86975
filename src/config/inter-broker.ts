import type { BrokerConfig } from './broker-config.ts'

/**
 * The listener by which brokers reach each other: `inter.broker.listener.name`, or else the one that is named as
 * `security.inter.broker.protocol` is, PLAINTEXT by default.
 * Source: org.apache.kafka.server.config.AbstractKafkaConfig#getInterBrokerListenerNameAndSecurityProtocol.
 */
export const interBrokerListener = (config: BrokerConfig): string =>
  config
    .string(
      config.isSet('inter.broker.listener.name') ? 'inter.broker.listener.name' : 'security.inter.broker.protocol'
    )
    .trim()
    .toUpperCase()
