/** The functions of js-yaml that tests use; it ships no types. */
declare module 'js-yaml' {
  const yaml: { load(text: string): unknown; loadAll(text: string): unknown[] }
  export default yaml
}
