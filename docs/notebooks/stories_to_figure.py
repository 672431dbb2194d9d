# %% [markdown]
# # From stories to a figure, in Python
#
# The same way as the [tutorial](tutorial.md), without the command line. Run it in a folder that holds `examples/`.

# %%
from pathlib import Path

from dateline.analyse import concentration, series, svg, timeline
from dateline.read import read
from dateline.run.build import build
from dateline.store import Query, Store
from dateline.store.analytic import Analytic

# %% [markdown]
# Code the reports into a store. What is there already is passed over, so this cell may be run again.

# %%
with Store.open("mystore", write=True) as store:
    manifest = build(read(["examples"]), store)
manifest.counts

# %% [markdown]
# One query gives records or incidents, as Arrow, pandas, polars or DuckDB; in a notebook the first ten are shown with
# the sentence that says so. Here: attacks of May 2019, each once, however many reports tell of it.

# %%
with Store.open("mystore") as store:
    attacks = store.incidents("type:ASSAULT since:2019-05 until:2019-05").to_arrow().to_pylist()
[(row["title"], row["reports"], row["independent"]) for row in attacks]

# %% [markdown]
# Count incidents, not reports, with the articles that were read beside them: a rise of incidents without a rise of
# `rate` is a rise of reading. Six files are no sample of the world; the figure shows only how it is drawn.

# %%
analytic = Analytic.open(Path("mystore"))
acts = series(analytic, Query(), by="year", split="quad")
figure = timeline(acts)
Path("acts.svg").write_text(svg(figure), "utf-8")
figure

# %% [markdown]
# Every number comes with its formula and the query that finds its incidents again.

# %%
print(acts.formula)
print({line.label: (line.incidents, line.query) for line in acts.lines})
print(concentration(analytic, Query(), of="country").sentence)
