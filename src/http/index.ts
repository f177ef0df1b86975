/** The door of the http room, which is loaded only when HTTP is used: metrics and health checks. */
export { startHttp } from './http-server.ts'
