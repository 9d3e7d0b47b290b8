// The library, handed out as a file: it stands in this page, whole.
import { byId, element } from './element.js';

function save() {
  const file = new Blob([byId('library').textContent], { type: 'text/javascript' });
  const link = element('a', { href: URL.createObjectURL(file), download: 'pdjs.min.js' });
  link.click();
  URL.revokeObjectURL(link.href);
}

export const useLibrary = () => byId('save').addEventListener('click', save);
