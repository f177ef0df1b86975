export function generate(): Map<string, string>
export function stale(): string[]
