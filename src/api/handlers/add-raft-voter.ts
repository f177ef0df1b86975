import { errorCodes, failed } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'
import { refusedVoter, voterFault } from '../voters.ts'

const controllerListener = 'CONTROLLER'

/** AddRaftVoter (80): refused, because there is a single voter and no other can join. Source: KIP-853. */
export const addRaftVoter: Handler<'AddRaftVoter'> = (request, context) => {
  const { error, message } =
    voterFault('Add', request, context) ?? listenerFault(request) ?? refusedVoter('Add', request, context)
  return { errorCode: errorCodes[error], errorMessage: message }
}

function listenerFault({
  listeners
}: {
  readonly listeners: readonly { readonly name: string; readonly host: string; readonly port: number }[]
}) {
  if (listeners.some(({ name }) => name === controllerListener)) return null
  const shown = listeners.map(({ name, host, port }) => `ListenerName(${name})=${host}/<unresolved>:${port}`)
  const endpoints = `Endpoints(endpoints={${shown.join(', ')}})`
  return failed(
    'INVALID_REQUEST',
    `Add voter request didn't include the endpoint (${endpoints}) for the default listener ListenerName(${controllerListener})`
  )
}
