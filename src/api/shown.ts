/** Maximum length of client-supplied text in logs. */
const shownMax = 100

/** Client-supplied text, made safe for a log line. */
export const shown = (text: string): string => JSON.stringify(text.slice(0, shownMax)).slice(1, -1)
