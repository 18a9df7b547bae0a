#!/bin/sh
# Writes what a profile sets in the services, which they read when they start: a line for each of this container's variables
# that has a property's name. A shell passes on no variable with a dot; the kernel still knows them.
set -eu
umask 022
tr '\0' '\n' </proc/$$/environ | grep -E '^([a-z-]+\.|OTLP_)' >>/settings/settings.properties
