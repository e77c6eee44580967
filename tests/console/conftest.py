from tests.make.loaded import demo_world, national_units

__all__ = ["demo_world", "national_units"]
