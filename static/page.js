// Links between pages, pictures and tables as files, tables that sort, and what dots tell. One script
// for all pages; no request leaves.
(() => {
    if (window.pageListens) return;
    window.pageListens = true;
    const NS = 'http://www.w3.org/2000/svg';
    const PAD = 16, TITLE = 20, SMALL = 13, SCALE = 2;
    let face;  // the page's font, read once, so that a picture needs no installed one

    const asData = blob => new Promise((done, failed) => {
        const reader = new FileReader();
        reader.onload = () => done(reader.result);
        reader.onerror = failed;
        reader.readAsDataURL(blob);
    });

    async function fontFace() {
        if (face !== undefined) return face;
        face = '';
        for (const sheet of document.styleSheets) {
            for (const rule of sheet.cssRules) {
                const style = rule instanceof CSSFontFaceRule && rule.style;
                if (!style || !/Source Sans/.test(style.fontFamily)) continue;
                if (/italic/.test(style.fontStyle)) continue;
                const path = /url\("?([^")]+)"?\)/.exec(style.getPropertyValue('src'));
                if (!path) continue;
                const file = await fetch(new URL(path[1], sheet.href || document.baseURI));
                const data = await asData(await file.blob());
                face = `@font-face{font-family:'Source Sans';font-weight:200 900;src:url(${data})}`;
                return face;
            }
        }
        return face;
    }

    function lines(text, size, weight, width) {
        const pen = document.createElement('canvas').getContext('2d');
        pen.font = `${weight} ${size}px 'Source Sans', sans-serif`;
        const out = [''];
        for (const word of text.split(' ')) {
            const longer = out.at(-1) ? `${out.at(-1)} ${word}` : word;
            if (out.at(-1) && pen.measureText(longer).width > width) out.push(word);
            else out[out.length - 1] = longer;
        }
        return out;
    }

    function write(svg, rows, size, weight, top, ink) {
        rows.forEach((row, i) => {
            const text = document.createElementNS(NS, 'text');
            Object.entries({
                x: PAD, y: top + (i + 1) * size * 1.3 - size * 0.3, fill: ink,
                'font-size': size, 'font-weight': weight,
            }).forEach(([name, value]) => text.setAttribute(name, value));
            text.textContent = row;
            svg.append(text);
        });
        return top + rows.length * size * 1.3;
    }

    async function prepared(text, name) {
        const drawn = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
        const title = drawn.ownerDocument.createElementNS(NS, 'title');
        title.textContent = name;
        const style = drawn.ownerDocument.createElementNS(NS, 'style');
        style.textContent = await fontFace();
        drawn.prepend(title, style);
        const [, , width, height] = drawn.getAttribute('viewBox').split(' ').map(Number);
        return { text: new XMLSerializer().serializeToString(drawn), width, height };
    }

    const SIZES = ['x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'width', 'height'];

    const dotsOf = crowd => [...crowd.getAttribute('d').matchAll(/M(-?[\d.]+) (-?[\d.]+)/g)]
        .map(([, x, y]) => [Number(x), Number(y)]);

    // What is drawn in thousandths of the width, in pixels of the picture around it: lines as they
    // are, dots as circles, what only listens to the mouse as nothing.
    function inPixels(path) {
        const [, , wide] = path.parentNode.getAttribute('viewBox').split(' ');
        const scale = path.parentNode.width.baseVal.value / wide;
        const stroke = path.getAttribute('stroke');
        if (!path.matches('.crowd')) {
            const line = path.cloneNode();
            line.removeAttribute('vector-effect');
            line.setAttribute('d', path.getAttribute('d').replace(
                /([ML])(-?[\d.]+)/g, (_, sign, x) => sign + (x * scale).toFixed(1)));
            return [line];
        }
        if (stroke === 'transparent') return [];
        return dotsOf(path).map(([x, y]) => {
            const dot = document.createElementNS(NS, 'circle');
            Object.entries({
                cx: x * scale, cy: y, r: path.getAttribute('stroke-width') / 2, fill: stroke,
            }).forEach(([name, value]) => dot.setAttribute(name, value));
            return dot;
        });
    }

    // A copy with all places in pixels, as other programs read them.
    function settled(svg) {
        const copy = svg.cloneNode(true);
        const [from, to] = [svg, copy].map(one => [one, ...one.querySelectorAll('*')]);
        from.forEach((node, i) => {
            for (const name of SIZES.filter(one => node.hasAttribute(one))) {
                const { baseVal } = node[name];
                to[i].setAttribute(name, (baseVal[0] ?? baseVal).value);
            }
            to[i].removeAttribute('data-tip');
            if (node.localName === 'svg') to[i].setAttribute('overflow', 'visible');
            if (node.matches('.stretched')) to[i].removeAttribute('viewBox');
            if (node.matches('.stretched > path')) to[i].replaceWith(...inPixels(node));
        });
        return copy;
    }

    async function compose(button) {
        const chart = document.querySelector(`.st-key-${button.dataset.picture} .chart`);
        const picture = settled(chart.firstElementChild);
        picture.setAttribute('x', PAD + parseFloat(getComputedStyle(chart).paddingLeft));
        const width = chart.getBoundingClientRect().width + 2 * PAD;
        const { height } = chart.getBoundingClientRect();
        const look = getComputedStyle(document.querySelector('.stApp'));
        const svg = document.createElementNS(NS, 'svg');
        svg.setAttribute('xmlns', NS);
        svg.setAttribute('font-family', "'Source Sans', sans-serif");
        svg.setAttribute('role', 'img');
        const style = document.createElementNS(NS, 'style');
        style.textContent = await fontFace();
        const title = document.createElementNS(NS, 'title');
        title.textContent = button.dataset.title;
        const told = document.createElementNS(NS, 'desc');
        told.textContent = button.dataset.sentence;
        const ground = document.createElementNS(NS, 'rect');
        svg.append(title, told, style, ground);
        const inner = width - 2 * PAD;
        const heading = lines(button.dataset.title, TITLE, 700, inner);
        const below = write(svg, heading, TITLE, 700, PAD, look.color) + 6;
        picture.setAttribute('y', below);
        svg.append(picture);
        const source = lines(button.dataset.source, SMALL, 400, inner);
        const bottom = write(svg, source, SMALL, 400, below + height + 4, look.color) + PAD;
        for (const [node, w, h] of [[svg, width, bottom], [ground, width, bottom]]) {
            node.setAttribute('width', w);
            node.setAttribute('height', h);
        }
        svg.setAttribute('viewBox', `0 0 ${width} ${bottom}`);
        ground.setAttribute('fill', look.backgroundColor);
        return { text: new XMLSerializer().serializeToString(svg), width, height: bottom };
    }

    async function asPng({ text, width, height }) {
        const image = new Image();
        image.src = await asData(new Blob([text], { type: 'image/svg+xml' }));
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = Math.round(width * SCALE);
        canvas.height = Math.round(height * SCALE);
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        return new Promise(done => canvas.toBlob(done, 'image/png'));
    }

    function save(blob, name) {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(blob);
        link.download = name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    }

    async function picture(button) {
        const { svg } = button.parentElement.dataset;
        const made = svg ? await prepared(svg, button.dataset.title) : await compose(button);
        const format = button.dataset.format;
        const blob = format === 'png'
            ? await asPng(made) : new Blob([made.text], { type: 'image/svg+xml' });
        save(blob, `${button.dataset.file}.${format}`);
    }

    function saveText(text, name) {  // HTML knows one sign for the end of a line, CSV has two
        save(new Blob([text.replace(/\r?\n/g, '\r\n')], { type: 'text/csv' }), name);
    }

    // Copy the text that a button stands below. A browser that gives no clipboard, as on a page of
    // another machine without TLS, has it marked at least, for Ctrl+C.
    async function copy(button) {
        const text = button.closest('.quote').firstElementChild;
        getSelection().selectAllChildren(text);
        const copied = await navigator.clipboard?.writeText(text.textContent)
            .then(() => true, () => false);
        if (copied) button.textContent = button.dataset.copied;
    }

    const sortable = () => [...document.querySelectorAll('table')]
        .filter(table => table.querySelector('[data-sort]'));
    const column = heading => [...heading.parentNode.children].indexOf(heading);

    // Sort a table, and tell the address and with it Streamlit: its place, column and way.
    function press(button) {
        const heading = button.closest('th');
        const down = heading.getAttribute('aria-sort') === 'ascending';
        sort(heading, down);
        const place = sortable().indexOf(heading.closest('table'));
        const address = new URL(location);
        const told = `${place}.${column(heading)}.${down ? 'down' : 'up'}`;
        address.searchParams.set('sort', told);
        history.replaceState(history.state, '', address);
        dispatchEvent(new PopStateEvent('popstate'));
    }

    // A table drawn anew, or by someone with the link, is sorted as the address says.
    function sortAsTold() {
        const [, place, nth, way] = /[?&]sort=(\d+)\.(\d+)\.(up|down)\b/.exec(location.search) ?? [];
        const heading = way && sortable()[place]?.querySelectorAll('thead th')[nth];
        if (!heading?.querySelector('[data-sort]')) return;
        const asked = way === 'down' ? 'descending' : 'ascending';
        if (heading.getAttribute('aria-sort') !== asked) sort(heading, way === 'down');
    }

    let due = 0;
    new MutationObserver(() => {
        if (!due && location.search.includes('sort=')) {
            due = requestAnimationFrame(() => { due = 0; sortAsTold(); });
        }
    }).observe(document.body, { childList: true, subtree: true });

    function sort(heading, down) {
        const table = heading.closest('table');
        const place = column(heading);
        heading.parentNode.querySelectorAll('th').forEach(th => th.removeAttribute('aria-sort'));
        heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        const body = table.tBodies[0];
        const key = row => row.children[place].dataset.v ?? row.children[place].textContent;
        const language = document.documentElement.lang || 'de';
        const compare = (a, b) => {
            const [x, y] = [key(a), key(b)];
            if ((x === '') !== (y === '')) return x === '' ? 1 : -1;  // a missing one comes last
            const order = heading.classList.contains('n') ? x - y : x.localeCompare(y, language);
            return down ? -order : order;
        };
        body.append(...[...body.rows].sort(compare));
    }

    // On paper tables are open, but for those of sources.
    let closed = [];
    window.addEventListener('beforeprint', () => {
        closed = [...document.querySelectorAll('[data-testid=stMain] details:not([open])')]
            .filter(part => !part.querySelector('.sources'));
        closed.forEach(part => { part.open = true; });
    });
    window.addEventListener('afterprint', () => {
        closed.forEach(part => { part.open = false; });
    });

    // A link to another page goes there without loading everything anew; Streamlit follows the
    // browser's history. The keyboard stays in the row of links.
    function follow(event) {
        const link = event.target.closest('[data-testid=stMain] a[href]');
        if (!link || link.target || link.download || link.origin !== location.origin) return;
        const { button, ctrlKey, metaKey, shiftKey, altKey, defaultPrevented } = event;
        if (button || ctrlKey || metaKey || shiftKey || altKey || defaultPrevented) return;
        if (link.hash || /\.\w+$/.test(link.pathname)) return;
        event.preventDefault();
        const inRow = link.closest('.pages') && document.activeElement === link;
        if (link.href !== location.href) history.pushState({}, '', link.href);
        dispatchEvent(new PopStateEvent('popstate'));
        document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0);
        if (inRow) keepFocus();
    }

    function keepFocus() {
        const watch = new MutationObserver(() => {
            if (document.activeElement !== document.body) return;
            document.querySelector('.pages a[aria-current]')?.focus({ preventScroll: true });
        });
        watch.observe(document.body, { childList: true, subtree: true });
        for (const kind of ['keydown', 'pointerdown']) {
            addEventListener(kind, () => watch.disconnect(), { capture: true, once: true });
        }
    }

    // What a dot or a bar tells of itself.
    const hover = Object.assign(document.createElement('div'), { className: 'hover', hidden: true });

    function toldAt(node, x, y) {
        if (node.dataset?.tip) {
            const { left, right, top } = node.getBoundingClientRect();
            return [node.dataset.tip, (left + right) / 2, top];
        }
        if (!node.matches?.('.crowd[data-tips]')) return [];
        const matrix = node.getScreenCTM();
        const places = dotsOf(node).map(([px, py]) => new DOMPoint(px, py).matrixTransform(matrix));
        const far = places.map(place => Math.hypot(place.x - x, place.y - y));
        const near = Math.min(...far);
        const told = node.dataset.tips.split('\n').filter((_, i) => far[i] < near + 0.5);
        const nearest = places[far.indexOf(near)];
        return [told.join('\n'), nearest.x, nearest.y - 4];
    }

    for (const kind of ['pointerover', 'pointermove']) document.addEventListener(kind, event => {
        if (kind === 'pointermove' && !event.target.matches?.('.crowd')) return;
        const [text, x, y] = toldAt(event.target, event.clientX, event.clientY);
        hover.hidden = !text;
        if (!text) return;
        if (!hover.isConnected) document.body.append(hover);
        hover.textContent = text;
        const left = Math.min(x - hover.offsetWidth / 2, innerWidth - hover.offsetWidth - 4);
        hover.style.left = `${Math.max(4, left)}px`;
        hover.style.top = `${Math.max(4, y - hover.offsetHeight - 6)}px`;
    });

    document.addEventListener('click', event => {
        follow(event);
        const button = event.target.closest('.pic button, button[data-sort]');
        if (!button) return;
        if (button.dataset.picture) picture(button);
        else if (button.dataset.csv) saveText(button.dataset.csv, button.dataset.file);
        else if (button.dataset.copied) copy(button);
        else press(button);
    });
})();
