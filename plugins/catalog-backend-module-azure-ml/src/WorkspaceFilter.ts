import type { WorkspaceId } from './arm/ids';

/** Which workspaces are read. */
export class WorkspaceFilter {
  readonly #only: Set<string> | undefined;
  readonly #except: Set<string>;

  private constructor(only: string[] | undefined, except: string[]) {
    this.#only = only && new Set(only.map(normalise));
    this.#except = new Set(except.map(normalise));
  }

  /**
   * @param options - names of workspaces, or `<resource group>/<workspace>`; capitals do not matter. `only`: these and no
   *   others, all when undefined; `except`: all but these
   */
  static create(options: {
    only?: string[];
    except?: string[];
  }): WorkspaceFilter {
    return new WorkspaceFilter(options.only, options.except ?? []);
  }

  accepts({ workspace, resourceGroup }: WorkspaceId): boolean {
    const names = [workspace, `${resourceGroup}/${workspace}`].map(normalise);
    return (
      (this.#only === undefined || names.some(name => this.#only!.has(name))) &&
      !names.some(name => this.#except.has(name))
    );
  }
}

function normalise(name: string): string {
  return name.toLocaleLowerCase('en-US');
}
