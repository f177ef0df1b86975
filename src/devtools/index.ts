/** The door of the devtools room: what helps people who write clients. */
export { checkLine, checkLines, decodeFrame, unknownMessage } from './frames.ts'
