/**
 * A package of bench/peers, which the checks of the repository do without. Its types are what is written here
 * of it, and it is not there before the bench has installed it.
 */
export async function loadPackage<Module>(name: string): Promise<Module> {
  return (await import(name)) as Module;
}
