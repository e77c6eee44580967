# Two commands are enough: `make run` to use it, `make test` to be sure. All paths are relative, so the folder's name does not matter.
PORT ?= 8000
PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip install -qq --disable-pip-version-check --no-input --require-hashes
PYTEST := $(PY) -m pytest
MESSAGES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run test test-tools test-sqlite test-postgres test-journeys check lint types stairs migrations strings architecture \
	format messages shots samples bench lock clean

help: ## các lệnh có sẵn
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile

# ── Run ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
run: export CHUNGTAY_SHOWCASE ?= 1
run: .venv/run.stamp $(MESSAGES) ## chạy thử tại http://127.0.0.1:8000 với dữ liệu mẫu (PORT=8001 để đổi cổng)
	@$(PY) ops/serve.py $(PORT)

# ── Be sure ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
test: test-sqlite test-postgres test-journeys ## mọi bài thử: SQLite, PostgreSQL, rồi trình duyệt
	@echo "✓ Mọi bài thử đều đạt."

test-tools: .venv/dev.stamp ## chương trình mà các bài thử văn bản cần: LibreOffice, PDFBox, Open XML SDK
	@for tool in libreoffice preflight open_xml; do $(PY) -m tests.$$tool || exit 1; done

test-sqlite: .venv/dev.stamp test-tools $(MESSAGES) ## các bài thử trên SQLite
	@echo "▸ Bài thử trên SQLite…"
	@env -u CHUNGTAY_DATABASE_URL $(PYTEST) -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/journeys
	@echo "✓ SQLite: đạt."

test-postgres: .venv/dev.stamp test-tools $(MESSAGES) ## các bài thử cần cơ sở dữ liệu, trên một PostgreSQL riêng, tạm thời
	@echo "▸ Bài thử trên PostgreSQL (bài không cần cơ sở dữ liệu chỉ chạy trên SQLite)…"
	@$(PY) -m tests.postgres $(PYTEST) -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/journeys
	@echo "✓ PostgreSQL: đạt."

test-journeys: .venv/dev.stamp $(MESSAGES) ## các bài thử bằng trình duyệt Chromium
	@echo "▸ Bài thử bằng trình duyệt…"
	@$(PY) -m tests.browser
	@env -u CHUNGTAY_DATABASE_URL $(PYTEST) -n 2 --dist loadfile --no-loadscope-reorder tests/journeys
	@echo "✓ Trình duyệt: đạt."

check: .venv/dev.stamp ## mọi điều kiểm tra được mà không cần chạy thử
	@$(MAKE) -j 2 --output-sync=target types lint stairs migrations strings architecture
	@echo "✓ Kiểm tra: đạt."

lint: .venv/dev.stamp ## lỗi thường gặp và cách trình bày mã nguồn
	@echo "▸ Mã nguồn…"
	@$(PY) -m ruff check --quiet --output-format concise .
	@$(PY) -m ruff format --check --output-format concise . || { echo "Chưa đúng cách trình bày: chạy make format."; exit 1; }

types: .venv/dev.stamp ## kiểu dữ liệu
	@echo "▸ Kiểu dữ liệu…"
	@$(PY) -m mypy

stairs: .venv/dev.stamp ## phòng dưới không gọi phòng trên
	@echo "▸ Thứ bậc giữa các phòng…"
	@$(PY) -c "import sys, importlinter.cli; sys.exit(importlinter.cli.lint_imports(no_logo=True))"

migrations: .venv/dev.stamp ## mô hình dữ liệu khớp với các bước chuyển đổi; cấu hình đúng
	@echo "▸ Dữ liệu và cấu hình…"
	@$(PY) manage.py makemigrations --check --dry-run
	@$(PY) manage.py check --fail-level WARNING

strings: .venv/dev.stamp ## mọi câu chữ đều có bản tiếng Anh
	@echo "▸ Bản dịch…"
	@$(PY) ops/messages.py check

architecture: .venv/dev.stamp ## các quy ước của ngôi nhà
	@echo "▸ Quy ước của ngôi nhà…"
	@$(PYTEST) -q tests/architecture

# ── Work on it ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────
format: .venv/dev.stamp ## trình bày lại mã nguồn
	@$(PY) -m ruff check --quiet --fix-only .
	@$(PY) -m ruff format .

messages: .venv/dev.stamp ## gom câu chữ mới vào locale/*/LC_MESSAGES/django.po để dịch
	@$(PY) ops/messages.py update

shots: .venv/dev.stamp $(MESSAGES) ## chụp lại các trang chính vào docs/images
	@echo "▸ Chụp các trang…"
	@$(PY) ops/shots.py docs/images

samples: .venv/dev.stamp ## in lại các mẫu của docs/samples
	@$(PY) ops/samples.py

bench: .venv/dev.stamp $(MESSAGES) ## đo tốc độ, so với mức sàn trong cùng lần chạy
	@$(PY) -m bench

lock: .venv/dev.stamp ## chọn lại phiên bản thư viện, kèm mã băm, vào requirements/
	@$(PY) -m uv --version > var/uv-version 2>&1 || $(PY) -m pip install --quiet uv
	@$(PY) -m uv pip compile --quiet $(COMPILE) pyproject.toml -o requirements/run.txt
	@$(PY) -m uv pip compile --quiet $(COMPILE) -c requirements/run.txt --group dev pyproject.toml -o requirements/dev.txt
COMPILE := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

clean: ## bỏ những gì tạo lại được (giữ dữ liệu trong var/)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache var/static $(MESSAGES)
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ── What the above stand on: done once, again only when the lock files change ────────────────────────────────────────────────────
.venv/run.stamp: requirements/run.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || \
		{ echo "Cần Python 3.11 trở lên (trên Debian 12: apt install python3 python3-venv)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || \
		{ echo "Python thiếu mô-đun venv (trên Debian 12: apt install python3-venv)."; exit 1; }
	@echo "▸ Cài thư viện (lần đầu, khoảng một phút)…"
	@$(PY) -m pip --version > /dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(PIP) -r requirements/run.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	@echo "▸ Cài công cụ kiểm thử (lần đầu, khoảng một phút)…"
	@$(PIP) -r requirements/dev.txt
	@touch $@

%.mo: %.po .venv/run.stamp
	@$(PY) ops/messages.py compile
