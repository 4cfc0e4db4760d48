import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { inRoot } from './root.mjs';

const valuesOf = (tags, key) => tags.filter((tag) => tag.startsWith(`${key}:`)).map((tag) => tag.slice(key.length + 1));

/** Every app and lib as its project.json describes it: name, folder, layer, and the projects it may import (`uses:` tags). */
export const projects = () =>
  ['apps', 'libs', '.']
    .flatMap((group) => readdirSync(inRoot(group)).map((name) => (group === '.' ? name : `${group}/${name}`)))
    .filter((folder) => existsSync(inRoot(folder, 'project.json')))
    .map((folder) => {
      const { name, tags } = JSON.parse(readFileSync(inRoot(folder, 'project.json'), 'utf8'));
      return { name, folder, layer: valuesOf(tags, 'layer')[0], uses: valuesOf(tags, 'uses') };
    });
