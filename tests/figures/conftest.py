from tests.make.loaded import demo_world

__all__ = ["demo_world"]
