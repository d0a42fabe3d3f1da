"""Makes test/fixtures/clip-variants: small CLIPs of random weights, and what open_clip and transformers give for them.

Everything but transformers' text towers is computed in double precision, with the weights as they are stored (fp16,
bf16, fp32), so the numbers are right to the last digit of fp32. Needs torch, open_clip_torch, transformers and safetensors:

    python bench/peers/clip_fixtures.py test/fixtures/clip-parity test/fixtures/clip-variants

- open_clip-average: ViT without pre-norm, averaged patches normalised after the mean, GELU by tanh, layer scale,
  three heads of 8, MLP ratio 2; fp16
- hugging-face: transformers' CLIPModel in shards, GELU, an end token that is not the highest, bf16
- xlm-roberta: open_clip's text tower on transformers' XLM-RoBERTa with the mean pooler and the MLP projection; fp32
- resnet: the ResNet of clip-parity once more in double precision, as the fixture's own gradient is PyTorch's in
  fp32 and off by 1.4e-4 of its largest value (two runs of PyTorch differ by 2.3e-4), and with activations inside
"""

import json
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file


def randomise(model, seed):
    """No parameter at a value (zero bias, unit norm) where leaving it out would go unnoticed."""
    generator = torch.Generator().manual_seed(seed)
    for parameter in model.parameters():
        noise = torch.randn(parameter.shape, generator=generator, dtype=parameter.dtype)
        scale = 0.1 if parameter.dim() > 1 else 0.3
        parameter.data = parameter.data.clone() * 0.5 + scale * noise
    return model


def as_stored(model, dtype):
    """The model in double precision, with its weights rounded to what the file can hold."""
    for parameter in model.parameters():
        parameter.data = parameter.data.to(dtype).double()
    return model.double().eval()


def inputs(size, tokens, seed):
    generator = torch.Generator().manual_seed(seed)
    image = torch.randn(3, 3, size, size, generator=generator).double().requires_grad_(True)
    weight = torch.randn(3, len(tokens), generator=generator).double()
    return image, torch.tensor(tokens), weight


def expectations(image, tokens, weight, image_embedding, text_embedding, **more):
    cosine = F.normalize(image_embedding, dim=-1) @ F.normalize(text_embedding, dim=-1).T
    (gradient,) = torch.autograd.grad((cosine * weight).sum(), image)
    found = dict(
        image=image,
        image_embedding=image_embedding,
        text_embedding=text_embedding,
        cosine=cosine,
        cosine_weight=weight,
        image_gradient=gradient,
        **more,
    )
    stored = {name: value.detach().float().contiguous() for name, value in found.items()}
    return {"token_ids": tokens, **stored}


def texts(rows, length, end, padding=0):
    return [row + [end] + [padding] * (length - len(row) - 1) for row in rows]


def open_clip_average(folder):
    import open_clip

    vision = dict(
        image_size=32, layers=3, width=24, head_width=8, patch_size=8, mlp_ratio=2.0, ls_init_value=0.3,
        no_ln_pre=True, pool_type="avg", final_ln_after_pool=True, act_kwargs={"approximate": "tanh"},
    )
    text = dict(context_length=12, vocab_size=60, width=20, heads=5, layers=2, ls_init_value=0.3)
    model = open_clip.CLIP(embed_dim=16, vision_cfg=vision, text_cfg=text)
    model = as_stored(randomise(model, 1), torch.float16)
    inside = {}
    model.visual.transformer.resblocks[1].register_forward_hook(lambda _, __, out: inside.update(block1=out))
    rows = [[58, 3, 9], [58, 30, 2, 2, 41, 7], [58], [58, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]]
    image, tokens, weight = inputs(32, texts(rows, 12, 59), 2)
    embedding = model.encode_image(image)
    folder.mkdir(parents=True, exist_ok=True)
    expected = expectations(
        image, tokens, weight, embedding, model.encode_text(tokens), **{"feature.block1": inside["block1"]}
    )
    save_file(expected, folder / "expected.safetensors")
    state = {name: value.to(torch.float16).contiguous() for name, value in model.state_dict().items()}
    save_file(state, folder / "open_clip_model.safetensors")
    preprocess = dict(size=[32, 32], mode="RGB", mean=[0.5, 0.4, 0.3], std=[0.2, 0.25, 0.3],
                      interpolation="bilinear", resize_mode="squash", fill_color=0)
    config = dict(model_cfg=dict(embed_dim=16, vision_cfg=vision, text_cfg=text), preprocess_cfg=preprocess)
    (folder / "open_clip_config.json").write_text(json.dumps(config, indent=1))


def hugging_face(folder):
    from transformers import CLIPConfig, CLIPModel

    vision = dict(hidden_size=24, intermediate_size=40, num_hidden_layers=2, num_attention_heads=2,
                  image_size=30, patch_size=10, hidden_act="gelu", layer_norm_eps=1e-3)
    text = dict(hidden_size=20, intermediate_size=36, num_hidden_layers=2, num_attention_heads=2, vocab_size=60,
                max_position_embeddings=12, hidden_act="gelu_new", eos_token_id=40, bos_token_id=1, pad_token_id=0)
    config = CLIPConfig(text_config=text, vision_config=vision, projection_dim=16, attn_implementation="eager")
    model = randomise(CLIPModel(config), 3)
    model.set_attn_implementation("eager")
    for parameter in model.parameters():
        parameter.data = parameter.data.to(torch.bfloat16)
    model.save_pretrained(folder, max_shard_size="20KB", safe_serialization=True)
    rows = [[1, 58, 9], [1, 30, 2, 2, 59, 7], [1], [1, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]]
    image, tokens, weight = inputs(30, texts(rows, 12, 40), 4)
    # transformers' masks do not fit its own text towers in double precision.
    text_embedding = model.float().eval().get_text_features(input_ids=tokens, attention_mask=torch.ones_like(tokens))
    text_embedding = text_embedding.detach().double()
    model = as_stored(model, torch.bfloat16)
    seen = model.vision_model(pixel_values=image, output_attentions=True)
    embedding = model.visual_projection(seen.pooler_output)
    expected = expectations(
        image, tokens, weight, embedding, text_embedding, **{"feature.attention1": seen.attentions[1][:, :, 0]}
    )
    save_file(expected, folder / "expected.safetensors")
    preprocessor = dict(do_resize=True, size={"shortest_edge": 34}, resample=2, do_center_crop=True,
                        crop_size={"height": 30, "width": 30}, do_normalize=True,
                        image_mean=[0.5, 0.4, 0.3], image_std=[0.2, 0.25, 0.3])
    (folder / "preprocessor_config.json").write_text(json.dumps(preprocessor, indent=1))


def xlm_roberta(folder):
    from open_clip.hf_model import HFTextEncoder
    from transformers import XLMRobertaConfig

    config = XLMRobertaConfig(vocab_size=60, hidden_size=24, num_hidden_layers=2, num_attention_heads=3,
                              intermediate_size=40, max_position_embeddings=22, type_vocab_size=1, pad_token_id=1,
                              layer_norm_eps=1e-5, attn_implementation="eager")
    tower = HFTextEncoder("", 16, config=config, pooler_type="mean_pooler", proj_type="mlp", pretrained=False)
    tower = randomise(tower, 5).eval()
    rows = [[0, 58, 9], [0, 30, 2, 2, 59, 7], [0], [0] + list(range(10, 28))]
    tokens = torch.tensor(texts(rows, 20, 2, padding=1))
    folder.mkdir(parents=True, exist_ok=True)
    state = {f"text.{name}": value.float().contiguous() for name, value in tower.state_dict().items()
             if value.is_floating_point()}
    save_file({**state, "logit_scale": torch.tensor(2.0)}, folder / "model.safetensors")
    embedding = tower(tokens).detach().float().contiguous()
    save_file({"token_ids": tokens, "text_embedding": embedding}, folder / "expected.safetensors")


def resnet_map(weights, image):
    """The last map [N, C, H, W], and what comes out of each stage [N, H, W, C]; `weights` say the precision."""

    def conv(x, name, norm, padding, stride=1):
        x = F.conv2d(x, weights[f"{name}.weight"], stride=stride, padding=padding)
        mean, var, scale, shift = (
            weights[f"{norm}.{part}"] for part in ("running_mean", "running_var", "weight", "bias")
        )
        return F.batch_norm(x, mean, var, scale, shift, False, 0, 1e-5)

    x = F.relu(conv(image, "visual.conv1", "visual.bn1", 1, 2))
    x = F.relu(conv(x, "visual.conv2", "visual.bn2", 1))
    x = F.avg_pool2d(F.relu(conv(x, "visual.conv3", "visual.bn3", 1)), 2)
    features = {}
    for stage, blocks in enumerate([2, 1, 1, 2]):
        for index in range(blocks):
            block = f"visual.layer{stage + 1}.{index}"
            pool = (lambda y: F.avg_pool2d(y, 2)) if index == 0 and stage > 0 else (lambda y: y)
            y = F.relu(conv(x, f"{block}.conv1", f"{block}.bn1", 0))
            y = pool(F.relu(conv(y, f"{block}.conv2", f"{block}.bn2", 1)))
            y = conv(y, f"{block}.conv3", f"{block}.bn3", 0)
            if f"{block}.downsample.0.weight" in weights:
                x = conv(pool(x), f"{block}.downsample.0", f"{block}.downsample.1", 0)
            x = F.relu(x + y)
        features[f"feature.layer{stage + 1}"] = x.permute(0, 2, 3, 1)
    return x, features


def resnet_pool(weights, x):
    """The last map → vectors [N, D] and how much each cell is looked at [N, heads, 1, L]."""
    pool = "visual.attnpool"
    tokens = x.flatten(2).permute(2, 0, 1)
    tokens = torch.cat([tokens.mean(0, keepdim=True), tokens]) + weights[f"{pool}.positional_embedding"][:, None]
    bias = torch.cat([weights[f"{pool}.{part}_proj.bias"] for part in "qkv"])
    embedding, attention = F.multi_head_attention_forward(
        tokens[:1], tokens, tokens, tokens.shape[-1], 8, None, bias, None, None, False, 0,
        weights[f"{pool}.c_proj.weight"], weights[f"{pool}.c_proj.bias"], use_separate_proj_weight=True,
        q_proj_weight=weights[f"{pool}.q_proj.weight"], k_proj_weight=weights[f"{pool}.k_proj.weight"],
        v_proj_weight=weights[f"{pool}.v_proj.weight"], training=False, average_attn_weights=False,
    )
    return embedding[0], attention


def resnet(parity, folder):
    stored = load_file(parity / "resnet.open_clip.safetensors")
    weights = {name: value.double() for name, value in stored.items()}
    given = load_file(parity / "resnet.expected.safetensors")
    image = given["image"].double().requires_grad_(True)
    x, features = resnet_map(weights, image)
    embedding, attention = resnet_pool(weights, x)
    expected = expectations(
        image, given["token_ids"], given["cosine_weight"].double(), embedding, given["text_embedding"].double(),
        **{"feature.layer3": features["feature.layer3"], "feature.attention": attention[:, :, 0]},
    )
    save_file(expected, folder / "resnet.double.safetensors")


if __name__ == "__main__":
    parity, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    open_clip_average(out / "open_clip-average")
    hugging_face(out / "hugging-face")
    xlm_roberta(out / "xlm-roberta")
    resnet(parity, out)
