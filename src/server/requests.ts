/*
 * Turns a frame into a request: header, API lookup, body. exchange.ts then runs the request. Keeps no state between requests.
 */
import type { ConnectionContext } from '../api/index.ts'
import { apiByKey, apis, decodeRequestBody, decodeRequestHeader } from '../protocol/index.ts'
import { DecodeError, Reader } from '../wire/index.ts'
import { type AnswerTaker, BadRequest, Exchange, type Pipeline } from './exchange.ts'

const apiVersionsKey = apis.ApiVersions.key

/**
 * Limit for the elements of all arrays in one request. A frame of 100 MiB could name millions of groups, each of which costs
 * event loop time; the largest honest requests name every partition of a cluster.
 */
const requestElementsMax = 500_000

/** A reader for one frame, the bytes from `from` to `to`. */
export const requestReader = (bytes: Buffer, from: number, to: number): Reader =>
  new Reader(bytes, from, to, from, requestElementsMax)

/**
 * Takes one frame and runs the ordered part of its handler. The bytes of `frame` are valid during this call only. @throws
 * BadRequest
 */
export function takeRequest(
  pipeline: Pipeline,
  connection: ConnectionContext,
  frame: Reader,
  taker: AnswerTaker
): Exchange {
  const { apis: served, capabilities, stages } = pipeline
  try {
    const header = decodeRequestHeader(frame)
    const { apiKey, apiVersion } = header
    const api = served.byKey(apiKey)
    if (api === undefined) {
      const name = apiByKey(apiKey)?.name ?? apiKey
      capabilities.unserved.api(name, apiVersion, undefined, connection, header.clientId)
      throw new BadRequest(`API key ${apiKey} is not served here`, true)
    }
    const exchange = new Exchange(pipeline, connection, header, api, taker)
    const closes = stages.authenticated?.(exchange)
    if (closes !== undefined) throw new BadRequest(`${api.name}: ${closes}`)
    const { min, max } = api
    if (apiVersion < min || apiVersion > max) {
      if (apiKey !== apiVersionsKey) {
        capabilities.unserved.api(api.name, apiVersion, api, connection, header.clientId)
        throw new BadRequest(`${api.name} version ${apiVersion} is not served here (${min} to ${max} are)`, true)
      }
      exchange.answerUnsupported(min, max)
      exchange.holdsOrder = false
      return exchange
    }
    const requestBytes = stages.trace === undefined ? 0 : frame.remaining
    const request = decodeRequestBody(apiKey, apiVersion, api.borrowsFrame ? frame : frame.copy())
    exchange.run(request, requestBytes)
    return exchange
  } catch (error) {
    if (error instanceof DecodeError) throw new BadRequest(`a request that cannot be read: ${error.message}`)
    throw error
  }
}
