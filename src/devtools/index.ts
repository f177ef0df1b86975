/** The door of the devtools room: what helps people who write clients. */
export { checkLine, checkLines, type DecodeOptions, decodeFrame } from './frames.ts'
