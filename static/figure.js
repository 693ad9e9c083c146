// A picture with all that belongs to it. Streamlit calls this for every new one: what was open
// stays open, and the keyboard where it was.
export default function ({ parentElement, data }) {
    const place = parentElement.querySelector('.figure');
    if (place.told === data.html) return;
    place.told = data.html;
    const parts = () => [...place.querySelectorAll('details')];
    const kept = parts().map(part => part.open);
    const controls = () => [...place.querySelectorAll('summary, button')];
    const held = controls().indexOf(document.activeElement);
    place.innerHTML = data.html;
    parts().forEach((part, i) => { part.open = kept[i] ?? part.open; });
    if (held >= 0) controls()[held]?.focus({ preventScroll: true });
}
