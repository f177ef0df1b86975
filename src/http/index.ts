/** The door of the http room, which is loaded only where HTTP is asked for: metrics and health. */
export { startHttp } from './http-server.ts'
