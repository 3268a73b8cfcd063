import unittest

from safetensors_header import Tensor
from tensor_pairs import pair


def tensors(*names):
    return {name: Tensor(name, "F32", [1], 1, "model.safetensors", at * 4, at * 4 + 4) for at, name in enumerate(names)}


def names(pairs):
    return [(a and a.name, b and b.name) for a, b in pairs]


class Pairs(unittest.TestCase):
    def test_equal_names_belong_together(self):
        pairs, notes = pair(tensors("a", "b"), tensors("b", "c", "a"))
        self.assertEqual(sorted(names(pairs), key=str), [("a", "a"), ("b", "b"), (None, "c")])
        self.assertEqual(notes, [])

    def test_they_come_in_the_order_of_the_file(self):
        self.assertEqual(names(pair(tensors("z", "y", "x"), tensors("x", "y", "z"))[0]), [("z", "z"), ("y", "y"), ("x", "x")])

    def test_moved_prefixes(self):
        old = tensors("visual.a", "model.layers.0.b", "model.embed_tokens.weight", "lm_head.weight")
        new = tensors("model.visual.a", "model.language_model.layers.0.b", "model.language_model.embed_tokens.weight", "lm_head.weight")
        for left, right in ((old, new), (new, old)):
            pairs, notes = pair(left, right)
            self.assertTrue(all(a and b for a, b in pairs))
            self.assertEqual(len(notes), 2)
        self.assertIn("'model.language_model.*' in A is compared with 'model.*' in B (2 of the names)", notes[0])

    def test_no_guess_where_two_could_be_meant(self):
        pairs, notes = pair(tensors("model.language_model.a", "language_model.model.a"), tensors("model.a"))
        self.assertEqual(sorted(names(pairs), key=str)[-1], (None, "model.a"))
        self.assertEqual(notes, [])

    def test_an_equal_name_goes_before_a_moved_one(self):
        pairs, notes = pair(tensors("visual.a", "model.visual.a"), tensors("visual.a"))
        self.assertEqual(names(pairs), [("visual.a", "visual.a"), ("model.visual.a", None)])
        self.assertEqual(notes, [])


if __name__ == "__main__":
    unittest.main()
