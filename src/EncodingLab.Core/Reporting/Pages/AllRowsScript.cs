namespace EncodingLab.Reporting.Pages;

/// <summary>The table of all rows: unpacked from <see cref="RowsJson"/> when it is opened, filtered, sorted, and grown by the reader.</summary>
internal static class AllRowsScript
{
    public const string Js = """
        function allRows() {
          const table = document.getElementById('all'), details = table.closest('details'), more = document.getElementById('more'), step = 100;
          let source, bases;
          const read = () => {
            source = JSON.parse(document.getElementById('rows').textContent);
            bases = new Map(source.bases.map(([file, name, entries, legacy, shipped]) => [file + ' ' + name, { entries, legacy, shipped }]));
            return [...source.sizes.flatMap(sizes), ...source.times.flatMap(times)];
          };
          // The baseline of both tables in one is the sum of the two.
          const base = (file, name) => {
            if (name !== 'both') return bases.get(file + ' ' + name);
            const a = bases.get(file + ' addrmap'), b = bases.get(file + ' traps');
            return a && b ? { entries: 0, legacy: a.legacy + b.legacy, shipped: a.shipped + b.shipped } : undefined;
          };
          const round = (number, digits) => number === null || !isFinite(number) ? '–' : number.toLocaleString('en-US', { maximumFractionDigits: digits });
          const sizes = ([file, bytes]) => bytes.flatMap((value, number) => {
            const cell = source.cells[number], yardstick = base(file, cell[0]);
            return value ? [{ file: source.files[file], cell, what: 'bytes', workload: '', value, entry: yardstick && yardstick.entries ? value / yardstick.entries : null, ratio: yardstick && yardstick.shipped ? value / yardstick.shipped : null, low: null, high: null }] : [];
          });
          const times = ([file, question, columns]) => {
            const [reader, workload, cache, model] = source.questions[question], what = ['ns', model, cache, reader].filter(Boolean).join(' ');
            const row = at => {
              const [number, value, parts, below, above] = columns.slice(at, at + 5), ratio = parts === null ? null : parts / 1e4, far = thousandths => thousandths === null ? null : ratio * (1 + thousandths / 1e3);
              return { file: source.files[file], cell: source.cells[number], what, workload, value, entry: null, ratio, low: far(below === null ? null : -below), high: far(above) };
            };
            return Array.from({ length: columns.length / 5 }, (_, i) => row(i * 5));
          };
          let rows = null, shown = step, order = null;
          const columns = [row => row.file[1], row => row.file[2], row => row.file[3], row => row.file[4], row => row.cell[0], row => row.cell[1], row => row.cell[2], row => row.cell[3], row => row.what, row => row.workload,
            row => row.value, row => row.entry, row => row.ratio, row => row.low, row => row.high];
          const matching = () => {
            rows ??= read();
            const want = chosen();
            return rows.filter(row => (!want.table || row.cell[0] === want.table) && (!want.target || row.file[2] === want.target) && (!want.module || row.file[1] === want.module)
              && (!want.encoding || row.cell[2].split('(')[0] === want.encoding) && (!want.workload || !row.workload || row.workload === want.workload));
          };
          let kept = [];
          function draw() {
            if (!details.open) return;
            kept = matching();
            if (order) kept.sort((a, b) => compare(columns[order.column](a), columns[order.column](b), order.sign));
            const body = document.createElement('tbody');
            for (const row of kept.slice(0, shown)) {
              const line = body.insertRow();
              columns.forEach((column, i) => {
                const cell = line.insertCell(), content = column(row);
                cell.textContent = i < 10 ? content : round(content, i === 10 ? 2 : 4);
                if (i >= 10) cell.className = 'n';
              });
            }
            table.tBodies[0].replaceWith(body);
            more.hidden = kept.length <= shown;
            more.textContent = 'Show ' + Math.min(step * 5, kept.length - shown) + ' more of ' + kept.length;
          }
          sortable(table, (column, sign) => { order = { column, sign }; draw(); });
          more.addEventListener('click', () => { shown += step * 5; draw(); });
          details.addEventListener('toggle', () => { draw(); tell(); });
          return { draw, tell: () => !details.open ? '' : ', ' + kept.length + ' in the table of all rows' + (source.left ? ' (' + source.left + ' more times are in lookups.csv alone)' : '') };
        }

        """;
}
