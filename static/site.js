// What the theme does better with a script: marks where one is in the contents, copies citations. Nothing needs it.

const contents = document.querySelector(".contents");
if (contents) {
  const links = new Map([...contents.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let waiting = false;
  const follow = () => {
    waiting = false;
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 4);
    const current = passed.at(-1);
    for (const link of links.values()) link.removeAttribute("aria-current");
    if (current) links.get(current.id).setAttribute("aria-current", "true");
  };
  addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(follow);
    waiting = true;
  }, { passive: true });
  follow();
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a") && matchMedia("(max-width: 63.99rem)").matches) contents.querySelector("details").open = false;
  });
}

const cite = document.querySelector(".cite");
if (cite && navigator.clipboard) {
  for (const citation of cite.querySelectorAll(".citation")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = cite.dataset.copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(citation.textContent);
      button.textContent = cite.dataset.copied;
      setTimeout(() => { button.textContent = cite.dataset.copy; }, 2000);
    });
    citation.after(button);
  }
}
