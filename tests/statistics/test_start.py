import subprocess
import sys


def test_importing_the_room_loads_neither_scipy_stats_nor_its_optimisers():
    modules = (
        "association clustered comparison heterogeneity intervals jackknife multiplicity power rest shrinkage"
    )
    code = f"import sys, {', '.join('segattr.statistics.' + name for name in modules.split())}, "
    code += (
        "segattr.statistics.theil; print([m for m in ('scipy.stats', 'scipy.optimize') if m in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
