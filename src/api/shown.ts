/** Of what clients name, so much is shown. */
const shownMax = 100

/** Text of a client, safe to be part of a line. */
export const shown = (text: string): string => JSON.stringify(text.slice(0, shownMax)).slice(1, -1)
