# machine.sh: what this machine needs before anything is built.
#
# Sourced by demo.sh and test.sh. Debian 12 package names, one list for
# building and one for what the tests use besides.

build_packages="build-essential gcc cmake ninja-build pkg-config
    libsqlite3-dev libgsl-dev libcsv-dev zlib1g-dev check libsodium-dev
    libutf8proc-dev libexpat1-dev libxlsxwriter-dev libreadstat-dev
    libpango1.0-dev libcairo2-dev libqpdf-dev libjansson-dev libglpk-dev
    libssl-dev
    fonts-morisawa-bizud-gothic"
test_packages="clang clang-format libclang-rt-14-dev poppler-utils chromium
    python3 unzip sqlite3 util-linux"

step() {
    printf '\n== %s\n' "$*"
}

# install_missing PACKAGE...: asks dpkg, then apt only for what is not there.
install_missing() {
    missing=
    for package in "$@"; do
        state=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null) || state=
        case $state in
        *"install ok installed") ;;
        *) missing="$missing $package" ;;
        esac
    done
    if [ -z "$missing" ]; then
        echo "nothing to install"
        return 0
    fi
    line="apt-get install -y --no-install-recommends$missing"
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 &&
        { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        as_root=sudo
    else
        echo "these packages are missing and need root; run, then try again:" >&2
        echo "  $line" >&2
        exit 2
    fi
    echo "installing:$missing"
    # The package lists of a fresh machine are empty or old.
    if ! { $as_root apt-get update -q &&
        $as_root env DEBIAN_FRONTEND=noninteractive $line; }; then
        echo "apt could not install them; run, then try again:" >&2
        echo "  $line" >&2
        exit 2
    fi
}

# build PRESET FOLDER: configuring again is quick, and ninja builds only what
# has changed.
build() {
    cmake --preset "$1" && cmake --build "$2"
}
