/** Public interface of the devtools room: tools for people who write clients. */
export { checkLine, checkLines, decodeFrame, unknownMessage } from './frames.ts'
