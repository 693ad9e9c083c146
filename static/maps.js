// Maps that move and are marked together. Streamlit calls this for every new set of maps; the
// section of the land and the focus stay. Nothing of it asks the server but the choice of a city.
const NEAREST = 12, STEP = 1.4, PUSH = 0.12, CLICK = 4;

export default function ({ parentElement, data, setTriggerValue }) {
    const root = parentElement.querySelector('.maps');
    const focused = root.contains(document.activeElement) && document.activeElement.dataset.ags;
    const place = focused && maps(root).findIndex(map => map.contains(document.activeElement));
    root.dataset.ground = data.ground;
    root.style.setProperty('--maps', data.maps.length);
    root.innerHTML = data.maps.join('');
    root.choose = ags => setTriggerValue('city', ags);
    const box = maps(root)[0].getAttribute('viewBox');
    if (root.whole?.join(' ') !== box) {
        root.whole = box.split(' ').map(Number);
        root.view = { x: root.whole[2] / 2, y: root.whole[3] / 2, zoom: 1 };
    }
    if (!root.listens) listen(root);
    look(root);
    if (focused) city(maps(root)[place] ?? root, focused)?.focus({ preventScroll: true });
}

const maps = root => [...root.querySelectorAll('.frame > svg')];
const city = (map, ags) => map.querySelector(`.city[data-ags="${ags}"]`);
const limit = (value, low, high) => Math.min(Math.max(value, low), high);

// Show the section of the land that is looked at, letters and lines as large as before.
function look(root) {
    const { whole: [, , width, height], view } = root;
    view.zoom = limit(view.zoom, 1, NEAREST);
    view.x = limit(view.x, width / 2 / view.zoom, width - width / 2 / view.zoom);
    view.y = limit(view.y, height / 2 / view.zoom, height - height / 2 / view.zoom);
    const [w, h] = [width / view.zoom, height / view.zoom];
    root.style.setProperty('--shrink', 1 / view.zoom);
    for (const map of maps(root)) {
        map.setAttribute('viewBox', `${view.x - w / 2} ${view.y - h / 2} ${w} ${h}`);
        map.querySelector('pattern').setAttribute(
            'patternTransform', `rotate(45) scale(${1 / view.zoom})`);
    }
    trim(root);
    if (root.marked) mark(root, root.marked);
}

// A neighbour's name that the edge would cut, or the buttons hide, is left out.
function trim(root) {
    for (const map of maps(root)) {
        const edge = map.getBoundingClientRect();
        const buttons = map.parentElement.querySelector('.zoom').getBoundingClientRect();
        const names = [...map.querySelectorAll('.near > g')];
        const seen = names.map(name => {  // all of them before any is changed: one layout
            const { left, right, top, bottom } = name.getBoundingClientRect();
            return left > edge.left && right < edge.right && top > edge.top
                && bottom < edge.bottom && (right < buttons.left || bottom < buttons.top);
        });
        names.forEach((name, i) => { name.style.visibility = seen[i] ? '' : 'hidden'; });
    }
}

// Zoom by a factor; what lies at a point of the picture stays there.
function zoom(root, factor, point = root.view) {
    const { view } = root;
    const was = view.zoom;
    view.zoom = limit(was * factor, 1, NEAREST);
    view.x = point.x + (view.x - point.x) * was / view.zoom;
    view.y = point.y + (view.y - point.y) * was / view.zoom;
    look(root);
    return view.zoom !== was;
}

function pointOf(map, event) {
    const point = new DOMPoint(event.clientX, event.clientY);
    return point.matrixTransform(map.getScreenCTM().inverse());
}

// Mark a city in all maps and show what each says of it.
function mark(root, ags) {
    root.marked = ags;
    for (const map of maps(root)) {
        const own = ags && city(map, ags);
        const tip = map.parentElement.querySelector('.tip');
        map.querySelector('.mark').setAttribute('d', own ? own.getAttribute('d') : '');
        tip.hidden = !own;
        if (!own) continue;
        tip.replaceChildren(
            Object.assign(document.createElement('b'), { textContent: own.dataset.name }),
            own.dataset.text);
        const [x, y] = own.dataset.at.split(' ').map(Number);
        const at = new DOMPoint(x, y).matrixTransform(map.getScreenCTM());
        const frame = map.getBoundingClientRect();
        const left = at.x - frame.left - tip.offsetWidth / 2;
        const above = at.y - frame.top - tip.offsetHeight - 26;
        const top = above < 4 ? at.y - frame.top + 26 : above;
        tip.style.left = `${limit(left, 4, frame.width - tip.offsetWidth - 4)}px`;
        tip.style.top = `${limit(top, 4, frame.height - tip.offsetHeight - 4)}px`;
    }
}

const KEYS = {
    '+': root => zoom(root, STEP),
    '=': root => zoom(root, STEP),
    '-': root => zoom(root, 1 / STEP),
    '0': root => zoom(root, 0),
    ArrowLeft: root => push(root, -1, 0),
    ArrowRight: root => push(root, 1, 0),
    ArrowUp: root => push(root, 0, -1),
    ArrowDown: root => push(root, 0, 1),
};

function push(root, across, down) {
    root.view.x += across * PUSH * root.whole[2] / root.view.zoom;
    root.view.y += down * PUSH * root.whole[3] / root.view.zoom;
    look(root);
}

function listen(root) {
    root.listens = true;
    let drag;
    const cityOf = event => event.target.closest('.city')?.dataset.ags;
    const mapOf = event => event.target.closest('.frame > svg');
    const on = (name, act, options) => root.addEventListener(name, act, options);
    on('pointerover', event => { if (!drag?.moved) mark(root, cityOf(event)); });
    on('pointerleave', () => mark(root));
    on('focusin', event => {
        if (!cityOf(event)) return;
        const [x, y] = event.target.dataset.at.split(' ').map(Number);
        const { view, whole: [, , width, height] } = root;
        const far = (a, b, size) => Math.abs(a - b) > 0.45 * size / view.zoom;
        if (far(x, view.x, width) || far(y, view.y, height)) {
            Object.assign(view, { x, y });
            look(root);
        }
        mark(root, cityOf(event));
    });
    on('focusout', () => mark(root));
    on('wheel', event => {
        const map = mapOf(event);
        if (!map) return;
        const moved = zoom(root, Math.exp(-event.deltaY / 400), pointOf(map, event));
        if (moved || root.view.zoom > 1) event.preventDefault();  // else the page moves on
    }, { passive: false });
    on('pointerdown', event => {
        const map = mapOf(event);
        if (!map || event.button || event.pointerType === 'touch') return;
        drag = { map, from: pointOf(map, event), x: event.clientX, y: event.clientY };
    });
    on('pointermove', event => {
        if (!drag) return;
        drag.moved ||= Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > CLICK;
        if (!drag.moved) return;
        root.setPointerCapture(event.pointerId);
        const to = pointOf(drag.map, event);
        root.view.x += drag.from.x - to.x;
        root.view.y += drag.from.y - to.y;
        mark(root);
        look(root);
    });
    for (const name of ['pointerup', 'pointercancel']) on(name, () => { drag = undefined; });
    on('dblclick', event => {
        const map = mapOf(event);
        if (map) zoom(root, 2, pointOf(map, event));
    });
    on('click', event => {
        const button = event.target.closest('button[data-zoom]');
        if (button) KEYS[button.dataset.zoom](root);
        else if (cityOf(event)) root.choose(cityOf(event));  // a drag ends as a click on no city
    });
    on('keydown', event => {
        const { key } = event;
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (KEYS[key]) KEYS[key](root);
        else if ((key === 'Enter' || key === ' ') && cityOf(event)) root.choose(cityOf(event));
        else if (key === 'Escape') mark(root);
        else return;
        event.preventDefault();
    });
    new ResizeObserver(() => trim(root)).observe(root);
}
