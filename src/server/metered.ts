/*
 * Sets up the metrics of a broker for those who want them: requests, parts and connections.
 */
import { type Broker, meterBroker, RequestMeter } from '../broker/index.ts'
import type { Env, Meters } from '../env/index.ts'
import type { Server } from './server.ts'
import type { Stages } from './stages.ts'

/** The stages that every start installs. */
export function stagesFor(env: Env, standard: Stages, meters: Meters | undefined): Stages {
  if (meters === undefined) return standard
  const requests = new RequestMeter(meters, env.machine)
  return {
    ...standard,
    trace({ api, apiVersion }) {
      const beganMs = requests.began(api.name, apiVersion)
      return ({ answer, error }) => requests.ended(api.name, beganMs, error === undefined ? answer : undefined)
    }
  }
}

export function meterAll(broker: Broker, server: Server, meters: Meters): void {
  meterBroker(broker, meters)
  const labels = ['listener']
  const name = 'kafka_server_socket_server_metrics_connection_count'
  meters.gauge({ name, help: 'Connections that are open', labels }, (show) => {
    for (const endpoint of server.endpoints) show(server.connectionsOf(endpoint.name), endpoint.name)
  })
}
