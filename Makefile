# One command each; every target first installs the Debian packages that it lacks (as root) or names them.
# `make help` lists them.

SHELL = /bin/sh
PREFIX = /usr/local
DESTDIR =
# What follows the program's name in `make run`: `make run ARGS="demo --theme nord"`.
ARGS = demo
LAB_FOLDER = $(CURDIR)/.build/lab

# Colours by the terminal would change every command: a build into a file, then one at a terminal, would build all anew.
BUILD = swift build --no-color-diagnostics
RELEASE = $(BUILD) -c release --static-swift-stdlib
RELEASE_BIN = .build/release
SWIFT_FORMAT = swift format
SOURCES = Package.swift Sources Tests

.PHONY: help run release build test lab lab-stop bench bench-backup bench-firewall bench-visits bench-members bench-ledger torture install uninstall format lint clean swift

help:
	@echo 'make run       open the console on the demo site (nothing real is touched)'
	@echo 'make test      build everything and run every test; the lab tests too when root'
	@echo 'make lab       start real QEMU guests in private namespaces and open the console on them'
	@echo 'make lab-stop  stop that lab and everything in it'
	@echo 'make bench     measure the console beside htop, btop and tig'
	@echo 'make bench-backup  measure backups beside restic, borg and zstd (root, twenty minutes)'
	@echo 'make bench-firewall  measure the firewall beside nft, iptables, ufw and nwfilter (root, fifteen minutes)'
	@echo 'make bench-visits  measure the count of visits beside goaccess (2 GB in /var/tmp; goaccess takes minutes)'
	@echo 'make bench-members  measure members: sync and first paint of 10,000 accounts on doubles of three services'
	@echo 'make bench-ledger  measure the books beside hledger and ledger on the same journals'
	@echo 'make torture   the long tests: kills, hangs, floods, again and again'
	@echo 'make install   install under PREFIX (now $(PREFIX))'
	@echo 'make format    lay out the source'
	@echo 'make lint      layout, warnings and manual pages, all as errors'
	@echo 'make clean     remove everything that was built'

swift:
	@packaging/swift-here

run: release
	@exec $(RELEASE_BIN)/unixcorn $(ARGS)

# The console that people use: optimized, with Swift's library inside, so that it starts at once and anywhere.
release: swift
	@packaging/packages build
	@$(RELEASE) --product unixcorn
	@packaging/guard $(RELEASE_BIN)

build: swift
	@packaging/packages build
	@$(BUILD) --build-tests

test: swift
	@packaging/packages build test
	@Tests/run

lab: release
	@packaging/packages lab
	@Tests/Lab/lab start --folder $(LAB_FOLDER)
	@$(RELEASE_BIN)/unixcorn --connect "$$(Tests/Lab/lab uri --folder $(LAB_FOLDER))" --state $(LAB_FOLDER)/state; \
	    code=$$?; Tests/Lab/lab stop --folder $(LAB_FOLDER); exit $$code

lab-stop:
	@Tests/Lab/lab stop --folder $(LAB_FOLDER)

bench: release
	@packaging/packages build bench
	@$(RELEASE) --product scale-bench
	@Tests/bench

bench-backup: release
	@packaging/packages build lab bench-backup
	@$(RELEASE) --product index-bench
	@Tests/bench-backup $(BENCH)

bench-firewall: swift
	@packaging/packages build lab bench-firewall
	@$(RELEASE) --product packet-bench
	@Tests/bench-firewall $(BENCH)

bench-visits: swift
	@packaging/packages build bench-visits
	@$(RELEASE) --product visit-bench
	@Tests/bench-visits $(BENCH)

bench-members: release
	@packaging/packages build bench-members
	@Tests/bench-members $(BENCH)

bench-ledger: swift
	@packaging/packages build bench-ledger
	@$(RELEASE) --product ledger-bench
	@Tests/bench-ledger $(BENCH)

torture: release
	@packaging/packages build test
	@Tests/torture

install: release
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/unixcorn/themes
	install -d $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5 $(DESTDIR)$(PREFIX)/share/man/man7
	install -m 755 $(RELEASE_BIN)/unixcorn $(RELEASE_BIN)/unixcorn-guard $(DESTDIR)$(PREFIX)/bin/
	set -e; for f in themes/*.toml; do [ ! -e "$$f" ] || install -m 644 "$$f" $(DESTDIR)$(PREFIX)/share/unixcorn/themes/; done
	set -e; for n in 1 5 7; do for f in man/*.$$n; do \
	    [ ! -e "$$f" ] || install -m 644 "$$f" $(DESTDIR)$(PREFIX)/share/man/man$$n/; done; done
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	set -e; for f in packaging/systemd/*.service packaging/systemd/*.timer; do \
	    sed 's|/usr/local/bin|$(PREFIX)/bin|' "$$f" >$(DESTDIR)$(PREFIX)/lib/systemd/system/$${f##*/}; done
	install -m 644 packaging/firewall.toml $(DESTDIR)$(PREFIX)/share/unixcorn/firewall.toml
	install -m 755 packaging/libvirt-hook $(DESTDIR)$(PREFIX)/share/unixcorn/libvirt-hook

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/lib/systemd/system/unixcorn-*.service $(DESTDIR)$(PREFIX)/lib/systemd/system/unixcorn-*.timer
	rm -f $(DESTDIR)$(PREFIX)/bin/unixcorn $(DESTDIR)$(PREFIX)/bin/unixcorn-guard
	rm -rf $(DESTDIR)$(PREFIX)/share/unixcorn
	set -e; for f in man/*.[157]; do rm -f "$(DESTDIR)$(PREFIX)/share/man/man$${f##*.}/$${f##*/}"; done

format: swift
	@$(SWIFT_FORMAT) format -i -r --configuration .swift-format $(SOURCES)

lint: swift
	@packaging/packages build lint
	@packaging/lint $(SOURCES)

clean:
	@if [ -e $(LAB_FOLDER) ]; then Tests/Lab/lab stop --folder $(LAB_FOLDER); fi
	rm -rf .build
