import type { ResourceTags } from '@ai-governance/plugin-ai-governance-node';

/** Tags of an Azure resource. Azure tells their keys apart without regard to case, and so does this. */
export class AzureTags extends Map<string, string> implements ResourceTags {
  readonly #keys = new Map<string, string>();

  /** @param sets - tags as Azure tells them; later sets win over earlier ones */
  static of(...sets: (Record<string, string | null> | undefined)[]): AzureTags {
    const tags = new AzureTags();
    for (const [key, value] of sets.flatMap(set => Object.entries(set ?? {}))) {
      tags.set(key, value ?? '');
    }
    return tags;
  }

  get(key: string): string | undefined {
    return super.get(this.#resolve(key));
  }

  has(key: string): boolean {
    return super.has(this.#resolve(key));
  }

  set(key: string, value: string): this {
    const known = this.#resolve(key);
    this.#keys.set(key.toLocaleLowerCase('en-US'), known);
    return super.set(known, value);
  }

  /** The key as it was written first. */
  #resolve(key: string): string {
    return this.#keys.get(key.toLocaleLowerCase('en-US')) ?? key;
  }
}
