// What the site tells of a figure when it is asked: where it is from, and its panels.

const asked = new Map();

export function fetchDetails(address) {
  if (address && !asked.has(address)) {
    asked.set(address, ask(address));
  }
  return asked.get(address);
}

// Nothing where it cannot be had: the caption says where the figure is from.
async function ask(address) {
  try {
    const response = await fetch(address);
    return response.ok ? read(await response.text()) : null;
  } catch {
    asked.delete(address);
    return null;
  }
}

function read(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const panels = [...body.querySelectorAll("li:has(picture)")].map((item) => {
    const link = item.querySelector("a");
    const [origin, caption] = item.querySelectorAll("p");
    return {
      picture: item.querySelector("picture"),
      name: link.getAttribute("aria-label"),
      alt: link.dataset.alt,
      origin: origin.textContent,
      caption: caption?.textContent ?? "",
    };
  });
  return { facts: [...body.querySelectorAll("dl, .deeds")], panels };
}
