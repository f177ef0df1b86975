/** The one function of js-yaml that tests use; it ships no types. */
declare module 'js-yaml' {
  const yaml: { load(text: string): unknown }
  export default yaml
}
