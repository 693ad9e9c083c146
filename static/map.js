// Maps drawn by deck.gl of the installed pydeck; they move and are marked together, and nothing of it
// asks the server but the choice of a city. The same layers are drawn as SVG first: it is seen until
// WebGL has drawn, on paper, and where there is no WebGL.
const STEP = 0.5, NEAREST = 3.6, SMALL = 0.8, FONT = '600 16px "Source Sans"';
const load = src => (window.scripts ??= {})[src] ??= new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement('script'), { src, onload: done, onerror: failed }));
});
const grounds = {};
const ground = address => grounds[address] ??= fetch(address).then(answer => answer.json());
const limit = (value, low, high) => Math.min(Math.max(value, low), high);
const able = () => !!document.createElement('canvas').getContext('webgl2');
const every = (root, kind) => [...root.querySelectorAll(kind)];

const ways = rings => rings.map(ring => `M${ring.map(point => point.join(' ')).join('L')}`).join('');
const colour = ([r, g, b, a = 255]) => `rgb(${r} ${g} ${b} / ${a / 255})`;
const letters = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
function sketch(layer, row, scale) {
    const of = name => typeof layer[name] === 'string' ? row[layer[name].slice(3)] : layer[name];
    const ags = row.ags ? ` data-ags="${row.ags}"` : '';
    if (row.shape) return `<path d="${ways(row.shape)}z" fill="${colour(of('getFillColor'))}"${ags}/>`;
    if (row.path) return `<path d="${ways([row.path])}" fill="none" stroke="${colour(of('getColor'))}" stroke-width="${layer.getWidth}"/>`;
    const size = Math.min(row.size, layer.sizeMaxPixels / scale), [x, y] = row.at, lines = row.text.split('\n');
    return lines.map((line, i) => `<text x="${x}" y="${y + (i + 0.85 - lines.length / 2) * size * layer.lineHeight}"
        fill="${colour(row.ink)}" font-size="${size}" font-weight="${layer.fontWeight}">${letters(line)}</text>`).join('');
}

const fit = ({ frame, box }) => Math.min(frame.clientWidth / box[0], frame.clientHeight / box[1]) || 1;

async function draw(root, map, lib) {
    const turn = map.turn = (map.turn ?? 0) + 1, scale = fit(map), other = scale < SMALL ? ':wide' : ':narrow';
    const layers = map.deck.layers.filter(layer => !layer.id.endsWith(other));
    map.cities = layers.find(layer => layer.id === 'cities').data;
    const rows = await Promise.all(layers.map(({ data }) => typeof data === 'string' ? ground(data) : data));
    if (turn !== map.turn) return;  // a newer map came
    map.svg.innerHTML = layers.map((layer, i) => rows[i].map(row => sketch(layer, row, scale)).join('')).join('');
    map.frame.dataset.plain = turn;
    if (!able()) return;
    await Promise.all([window.createDeck || load(lib), document.fonts.load(FONT)]);
    if (turn !== map.turn || !map.frame.isConnected) return;
    const jsonInput = { ...map.deck, layers, eventRecognizerOptions: { click: { time: 3000 } }, touchAction: 'pan-y' };
    delete jsonInput.initialViewState;  // the section of the land stays
    if (map.gl) window.updateDeck(jsonInput, map.gl);
    else map.gl = window.createDeck({ container: map.canvas, jsonInput: { ...jsonInput, viewState: seen(root, map) }, tooltip: false });
    map.layers = map.gl.props.layers;
    map.gl.setProps({
        onHover: ({ object }) => mark(root, object?.ags),
        onClick: ({ object }) => object && root.choose(object.ags),
        onViewStateChange: ({ viewState }) => {
            root.view = { near: viewState.zoom - Math.log2(fit(map)), target: viewState.target };
            look(root);
        },
        onAfterRender: () => {
            if (map.gl.props.layers.every(layer => layer.isLoaded)) map.frame.dataset.drawn = turn;
        },
        getCursor: ({ isDragging, isHovering }) => isDragging ? 'grabbing' : isHovering ? 'pointer' : 'grab',
    });
    look(root);
}

const seen = ({ view }, map) => {
    const zoom = Math.log2(fit(map)), target = [...view.target.slice(0, 2), 0];
    return { target, zoom: zoom + view.near, minZoom: zoom, maxZoom: zoom + NEAREST };
};

// Show the section of the land that is looked at in all maps.
function look(root) {
    const { view, maps: [{ box }] } = root, part = 2 ** -(view.near = limit(view.near, 0, NEAREST)) / 2;
    view.target = box.map((size, i) => limit(view.target[i], size * part, size * (1 - part)));
    for (const map of root.maps) map.gl?.setProps({ viewState: seen(root, map) });
    mark(root, root.marked);
}

// Mark a city in all maps and lists and show what each map says of it.
function mark(root, ags) {
    const changed = root.marked !== ags;
    root.marked = ags;
    for (const map of root.maps) {
        const row = ags && map.cities?.find(city => city.ags === ags);
        if (changed) {
            map.gl?.setProps({ layers: map.layers.map(layer => layer.id === 'cities'
                ? layer.clone({ highlightedObjectIndex: row ? map.cities.indexOf(row) : -1, highlightColor: [20, 24, 29, 70] })
                : layer) });
            every(map.element, '[data-city]').forEach(line => line.classList.toggle('marked', line.dataset.city === ags));
        }
        map.tip.hidden = !row;
        if (!row) continue;
        map.tip.innerHTML = row.tip;
        const { target: [x, y], zoom } = seen(root, map), { clientWidth: width, clientHeight: height } = map.frame;
        const left = width / 2 + (row.at[0] - x) * 2 ** zoom - map.tip.offsetWidth / 2;
        const top = height / 2 + (row.at[1] - y) * 2 ** zoom, above = top - map.tip.offsetHeight - 28;
        map.tip.style.left = `${limit(left, 4, width - map.tip.offsetWidth - 4)}px`;
        map.tip.style.top = `${above < 4 ? top + 28 : above}px`;
    }
}

function made(root, html) {
    const element = root.appendChild(document.createElement('figure')), part = name => element.querySelector(`.${name}`);
    element.className = 'map';
    element.innerHTML = html;
    const map = { element, frame: part('frame'), canvas: part('canvas'), svg: part('sketch'), tip: part('tip'), side: part('side') };
    map.frame.addEventListener('wheel', event => {
        if (root.view.near === 0 && event.deltaY > 0) event.stopPropagation();  // the page moves on
    }, { capture: true });
    new ResizeObserver(() => map.deck && draw(root, map, root.lib)).observe(map.frame);
    return map;
}

function listen(root) {
    const cityOf = ({ target }) => target.closest('[data-city]')?.dataset.city ?? target.closest('[data-ags]')?.dataset.ags;
    for (const [name, of] of [['mouseover', cityOf], ['focusin', cityOf], ['focusout', () => undefined], ['mouseleave', () => undefined]]) {
        root.addEventListener(name, event => !event.target.closest?.('.canvas') && mark(root, of(event)));
    }
    root.addEventListener('click', event => {
        const { zoom } = event.target.closest('[data-zoom]')?.dataset ?? {}, ags = event.target.closest('[data-ags]')?.dataset.ags;
        if (zoom) { root.view.near = +zoom ? root.view.near + zoom * STEP : 0; look(root); }
        else if (ags) root.choose(ags);
    });
    root.addEventListener('keydown', ({ key }) => key === 'Escape' && mark(root));
}

export default function ({ parentElement, data, setTriggerValue }) {
    const root = parentElement.querySelector('.maps');
    Object.assign(root, { choose: ags => setTriggerValue('city', ags), lib: data.lib });
    Object.assign(root.dataset, { ground: data.ground, maps: data.maps.length });
    if (root.maps?.length !== data.maps.length) {
        root.maps?.forEach(map => map.gl?.finalize());
        root.replaceChildren();
        root.maps = data.maps.map(({ html }) => made(root, html));
        root.view = undefined;
        if (!root.listens) listen(root);
        root.listens = true;
    }
    root.maps.forEach((map, i) => {
        const { deck, box, side, title, label } = data.maps[i], held = map.side.contains(document.activeElement) && document.activeElement.dataset.ags;
        if (map.given !== deck) Object.assign(map, { given: deck, deck: JSON.parse(deck), box });
        if (map.side.told !== side) map.side.innerHTML = map.side.told = side;
        map.element.querySelector('figcaption').textContent = title;
        map.frame.setAttribute('aria-label', label);
        map.svg.setAttribute('viewBox', `0 0 ${box.join(' ')}`);
        if (held) map.side.querySelector(`[data-ags="${held}"]`)?.focus({ preventScroll: true });
    });
    const whole = data.maps[0].box.join();
    if (!root.view || root.whole !== whole) root.view = { near: 0, target: data.maps[0].box.map(size => size / 2) };
    root.whole = whole;
    root.maps.forEach(map => draw(root, map, data.lib));
    return () => root.maps.forEach(map => map.gl?.finalize());
}
