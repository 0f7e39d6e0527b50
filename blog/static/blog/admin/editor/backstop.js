// Words that the server does not have yet, kept on this machine.

export function openBackstop(prefix) {
  // Each opened page has an entry of its own: two tabs do not take each other's place.
  const own = `${prefix}:${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;

  // Whether this machine keeps it: a private window may not, a full one cannot.
  function write(entry) {
    try {
      localStorage.setItem(own, JSON.stringify(entry));
      return true;
    } catch {
      return false;
    }
  }

  function remove(key = own) {
    try {
      localStorage.removeItem(key);
    } catch {
      // What cannot be reached was not written either.
    }
  }

  // What other pages left behind, the latest first.
  function find() {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(`${prefix}:`) && key !== own)
        .map((key) => ({ key, entry: read(key) }))
        .filter(({ entry }) => typeof entry?.words?.body === "string")
        .sort((one, other) => other.entry.at - one.entry.at);
    } catch {
      return [];
    }
  }

  return { write, remove, find };
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}
